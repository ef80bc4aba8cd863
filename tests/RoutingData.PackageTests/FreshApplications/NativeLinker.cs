namespace RoutingData.PackageTests.FreshApplications;

/// <summary>What links a program that was compiled ahead of time.</summary>
internal static class NativeLinker
{
    /// <summary>clang, else gcc; null when the machine has neither.</summary>
    public static string? Find() => new[] { "clang", "gcc" }.FirstOrDefault(IsInstalled);

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
