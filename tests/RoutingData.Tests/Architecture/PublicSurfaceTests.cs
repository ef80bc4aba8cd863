using RoutingData.Tests.Documentation;

namespace RoutingData.Tests.Architecture;

/// <summary>What the packages' lists of public members must not have.</summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void No_public_record_is_positional()
    {
        var lists = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "PublicAPI.*.txt", SearchOption.AllDirectories).ToArray();
        Assert.NotEmpty(lists);
        // One more value would change its constructor and its Deconstruct for all who use it.
        Assert.DoesNotContain(lists.SelectMany(File.ReadLines), member => member.Contains(".Deconstruct(out ", StringComparison.Ordinal));
    }
}
