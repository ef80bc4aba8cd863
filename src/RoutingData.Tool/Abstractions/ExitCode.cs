namespace RoutingData.Tool.Abstractions;

/// <summary>What the tool ends with, for scripts. docs/tool.md lists them.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>Settings have faults, a statement was refused, or a check found something.</summary>
    public const int Faults = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>A file cannot be read or understood.</summary>
    public const int Unreadable = 3;

    /// <summary>A server, a ProxySQL or an application does not answer.</summary>
    public const int Unreachable = 4;

    /// <summary>It was interrupted.</summary>
    public const int Interrupted = 130;
}
