namespace RoutingData.Tool.Abstractions;

/// <summary>What the tool reads and writes.</summary>
internal sealed record ToolConsole
{
    public required TextReader In { get; init; }

    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Reads a key of a person at a terminal; <see langword="null"/> where there is none.</summary>
    public Func<ConsoleKeyInfo>? ReadKey { get; init; }

    /// <summary>The columns of the terminal that is written to; <see langword="null"/> where it is a file or another program.</summary>
    public int? Width { get; init; }

    /// <summary>Reads a variable of the environment.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The folder that relative paths begin in.</summary>
    public string Folder { get; init; } = Environment.CurrentDirectory;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static ToolConsole OfProcess() => new()
    {
        In = Console.In,
        Out = Console.Out,
        Error = Console.Error,
        ReadKey = Console.IsInputRedirected || Console.IsOutputRedirected ? null : () => Console.ReadKey(intercept: true),
        Width = Console.IsOutputRedirected ? null : Math.Max(40, Console.WindowWidth),
    };
}
