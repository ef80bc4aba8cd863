namespace RoutingData.Testing.Flavors;

/// <summary>The folder for what is made once a machine and kept: <c>$XDG_CACHE_HOME/routingdata</c>, else <c>~/.cache/routingdata</c>.</summary>
internal static class ClusterCache
{
    public static string Folder(string name)
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(cache))
        {
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            cache = home.Length > 0 ? Path.Combine(home, ".cache") : Path.Combine(Path.GetTempPath(), Environment.UserName);
        }

        return Path.Combine(cache, "routingdata", name);
    }
}
