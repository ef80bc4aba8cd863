using RoutingData.Tests.Documentation;

namespace RoutingData.Tests.Architecture;

/// <summary>The walls of the house, read from what is built.</summary>
public sealed class LayerTests
{
    private static readonly Document Map = new("architecture.md");

    public static TheoryData<string> Projects => [.. House.All.Select(house => house.Name)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Calls_run_down_only(string project)
    {
        var house = Of(project);
        var references = house.References();
        // Else the reading of the assembly is what is wrong.
        Assert.True(references.Count > 100);
        Assert.DoesNotContain(references, reference => Floor(house, reference.To) < Floor(house, reference.From));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_room_has_its_floor_and_every_floor_its_room(string project) =>
        Assert.Equal(Of(project).Rooms.Order(), Of(project).Files.Select(file => file.Room).Where(room => room is not ("obj" or "bin")).Distinct().Order());

    [Theory]
    [MemberData(nameof(Projects))]
    public void Namespaces_follow_folders(string project)
    {
        var house = Of(project);
        // What an application names is in the project's own namespace, whatever its room.
        Assert.Empty(
            from entry in house.RoomsOfTypes()
            let isPublic = entry.Key.IsPublic
            where entry.Key.Namespace != house.Name && (isPublic || house.RoomOf(entry.Key.Namespace!) != entry.Value)
            select $"{entry.Value}/{entry.Key}");
    }

    [Fact]
    public void Files_are_small()
    {
        var sizes = House.All.SelectMany(house => house.Files).Select(file => (file.File, Lines: File.ReadLines(file.File).Count()))
            .OrderBy(file => file.Lines).ToArray();
        Assert.DoesNotContain(sizes, file => file.Lines > 400);
        Assert.InRange(sizes[sizes.Length / 2].Lines, 1, 60);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Each_room_calls_what_the_map_says(string project)
    {
        var house = Of(project);
        var calls = house.References().ToLookup(reference => reference.From, reference => reference.To);
        Map.Check($"rooms of {project}", Document.TableOf(
            ["room", "types", "calls"],
            house.Rooms.Select(room => new[]
            {
                Name(room), house.RoomsOfTypes().Count(entry => entry.Value == room).ToString(System.Globalization.CultureInfo.InvariantCulture),
                string.Join(", ", calls[room].Distinct().OrderBy(other => Floor(house, other)).Select(Name)),
            })));
    }

    private static House Of(string project) => House.All.Single(house => house.Name == project);

    private static int Floor(House house, string room) => house.Rooms.ToList().IndexOf(room);

    private static string Name(string room) => room.Length == 0 ? "(the project's own)" : $"`{room}`";
}
