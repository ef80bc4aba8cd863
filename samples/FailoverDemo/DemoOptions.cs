using System.Globalization;
using RoutingData.Monitor;

namespace FailoverDemo;

/// <summary>What the command line says. help.txt tells what each option means.</summary>
internal sealed record DemoOptions
{
    public bool Help { get; private init; }

    public bool Fast { get; private init; }

    public bool Plain { get; private init; }

    /// <summary>Whether ProxySQL's own files are loaded, and what one tries first behind a ProxySQL is run.</summary>
    public bool Article { get; private init; }

    public ServerFlavor Flavor { get; private init; } = ServerFlavor.MariaDb;

    public TimeSpan PromoteAfter { get; private init; } = TimeSpan.FromSeconds(1);

    public int Writers { get; private init; } = 4;

    public int Readers { get; private init; } = 4;

    public string? Config { get; private init; }

    public string? Json { get; private init; }

    /// <exception cref="FormatException">The command line is wrong; the message says where.</exception>
    public static DemoOptions Parse(IEnumerable<string> arguments)
    {
        var options = new DemoOptions();
        using var rest = arguments.GetEnumerator();
        while (rest.MoveNext())
        {
            options = rest.Current switch
            {
                "--help" or "-h" => options with { Help = true },
                "--fast" => options with { Fast = true },
                "--plain" => options with { Plain = true },
                "--article" => options with { Article = true },
                "--flavor" => options with { Flavor = FlavorOf(rest) },
                "--promote-after" => options with { PromoteAfter = TimeSpan.FromSeconds(Number(rest)) },
                "--writers" => options with { Writers = (int)Number(rest) },
                "--readers" => options with { Readers = (int)Number(rest) },
                "--config" => options with { Config = Value(rest) },
                "--json" => options with { Json = Value(rest) },
                var unknown => throw new FormatException($"There is no option {unknown}."),
            };
        }

        return options is { Article: true, Config: not null } ? throw new FormatException("--article has servers of its own: it goes without --config.") : options;
    }

    private static ServerFlavor FlavorOf(IEnumerator<string> rest) => Value(rest) switch
    {
        "mariadb" => ServerFlavor.MariaDb,
        "mysql" => ServerFlavor.MySql,
        var unknown => throw new FormatException($"There is no flavor {unknown}; there are mariadb and mysql."),
    };

    private static double Number(IEnumerator<string> rest)
    {
        var option = rest.Current;
        return double.TryParse(Value(rest), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= 60
            ? number
            : throw new FormatException($"{option} needs a number from 0 to 60.");
    }

    private static string Value(IEnumerator<string> rest)
    {
        var option = rest.Current;
        return rest.MoveNext() ? rest.Current : throw new FormatException($"{option} needs a value.");
    }
}
