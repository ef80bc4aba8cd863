using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;
using RoutingData.Dashboard;
using RoutingData.ProxySql;
using RoutingData.Tests.Documentation;
using RoutingData.Tool;

namespace RoutingData.Tests.Architecture;

/// <summary>A project's rooms: its folders, from the one that may call all others down to the one that calls none.</summary>
/// <param name="Assembly">What is built of it.</param>
/// <param name="Rooms">Its folders, top to bottom; "" is the project's own.</param>
internal sealed record House(Assembly Assembly, IReadOnlyList<string> Rooms)
{
    public static IReadOnlyList<House> All { get; } =
    [
        new(typeof(RoutingDbConnection).Assembly,
        [
            "DependencyInjection", "", "Runtime", "Execution", "Sessions", "Plans", "Tokens", "Connecting", "Pools", "Recovery", "Configuration", "Markers", "Telemetry",
            "Routing", "SessionStates", "Counting", "Rules", "Health", "Statements", "Diagnostics", "Options", "Abstractions", "Threading",
        ]),
        new(typeof(RoutingData.Monitor.TopologyMonitor).Assembly,
            ["", "Probing", "Discovery", "Topology", "Reports", "Tokens", "Gtids", "Drivers", "Definitions", "Threads"]),
        new(typeof(RoutingAdmin).Assembly,
            ["DependencyInjection", "", "Remote", "Admin", "Live", "Scripts", "ConfigFiles", "Mapping", "Tables", "Abstractions"]),
        new(typeof(RoutingDashboardOptions).Assembly, ["", "Endpoints", "Feeds", "Models", "Facts", "Abstractions"]),
        new(typeof(RoutingTool).Assembly, ["", "Commands", "Fleet", "Settings", "Prompt", "Output", "Abstractions"]),
    ];

    public string Name => Assembly.GetName().Name!;

    public string Folder => Path.Combine(Repository.Root, "src", Name);

    /// <summary>Its files, each with its room.</summary>
    public IEnumerable<(string Room, string File)> Files =>
        Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories).Select(file =>
            (Path.GetRelativePath(Folder, file).Split(Path.DirectorySeparatorChar) is [var room, _, ..] ? room : "", file));

    /// <summary>Each reference of a type in one room to a type in another.</summary>
    public IReadOnlyList<Reference> References()
    {
        var rooms = RoomsOfTypes();
        return
        [
            .. from type in Assembly.GetTypes()
               let outer = Outer(type)
               where rooms.ContainsKey(outer)
               from other in TypeReferences.Of(type).Select(Outer).Distinct()
               where rooms.TryGetValue(other, out var room) && room != rooms[outer]
               select new Reference(rooms[outer], outer.Name, rooms[other], other.Name),
        ];
    }

    /// <summary>Each type of its own with its room: that of the file named after it, else that of its namespace.</summary>
    public IReadOnlyDictionary<Type, string> RoomsOfTypes()
    {
        var files = Files.ToLookup(file => Path.GetFileName(file.File).Split('.')[0], file => file.Room);
        return Assembly.GetTypes().Where(type => Outer(type) == type && !IsGenerated(type)).ToDictionary(
            type => type, type => files[type.Name.Split('`')[0]].FirstOrDefault() ?? RoomOf(type.Namespace!));
    }

    /// <summary>The room that a namespace is named after.</summary>
    public string RoomOf(string name) => name.StartsWith($"{Name}.", StringComparison.Ordinal) ? name[(Name.Length + 1)..].Split('.')[0] : "";

    private static Type Outer(Type type) => type.DeclaringType is { } outer ? Outer(outer) : type;

    private static bool IsGenerated(Type type) =>
        type.Namespace is null || type.IsDefined(typeof(CompilerGeneratedAttribute)) || type.IsDefined(typeof(GeneratedCodeAttribute)) || type.Name.Contains('<', StringComparison.Ordinal) ||
        type.Namespace.StartsWith("System", StringComparison.Ordinal) || type.Namespace.StartsWith("Microsoft", StringComparison.Ordinal);
}
