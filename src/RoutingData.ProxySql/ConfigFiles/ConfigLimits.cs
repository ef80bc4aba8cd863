namespace RoutingData.ProxySql.ConfigFiles;

/// <summary>What bounds the time and the memory that a file may take. A file of ProxySQL's with a thousand rules has 300,000 characters.</summary>
internal static class ConfigLimits
{
    /// <summary>Characters of a file with all that it includes.</summary>
    public const int Length = 8 * 1024 * 1024;

    /// <summary>Groups and lists within each other.</summary>
    public const int Depth = 32;

    /// <summary>Files that include one another. libconfig's own limit.</summary>
    public const int IncludeDepth = 10;

    /// <summary>Files that are included at all.</summary>
    public const int Includes = 100;
}
