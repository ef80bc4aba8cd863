using System.Collections.Immutable;
using RoutingData.Monitor;

namespace RoutingData.Statements;

/// <summary>What decides which functions a server brings with it.</summary>
/// <param name="Flavor">MariaDB or MySQL.</param>
/// <param name="Version">10_1119 is 10.11.19; 8_0021 is 8.0.21.</param>
internal readonly record struct ServerDialect(ServerFlavor Flavor, int Version)
{
    /// <summary>Servers that differ in what they bring: while none has answered, only what all of them have is known.</summary>
    public static ImmutableArray<ServerDialect> AnyServer { get; } =
    [
        new(ServerFlavor.MariaDb, 10_0600), new(ServerFlavor.MariaDb, 12_0000),
        new(ServerFlavor.MySql, 8_0030), new(ServerFlavor.MySql, 9_0700),
    ];

    /// <param name="flavor">What answered.</param>
    /// <param name="version">As the server says it: <c>10.11.19-MariaDB-log</c>, <c>9.7.4</c>.</param>
    public static ServerDialect Of(ServerFlavor flavor, string version)
    {
        Span<int> numbers = stackalloc int[3];
        var at = 0;
        foreach (var c in version)
        {
            if (char.IsAsciiDigit(c) && numbers[at] < 100) numbers[at] = (numbers[at] * 10) + (c - '0');
            else if (c != '.' || ++at == numbers.Length) break;
        }

        return new ServerDialect(flavor, (numbers[0] * 1_0000) + (Math.Min(numbers[1], 99) * 100) + Math.Min(numbers[2], 99));
    }
}
