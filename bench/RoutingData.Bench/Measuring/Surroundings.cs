using System.Reflection;
using System.Runtime.InteropServices;
using RoutingData.Monitor;

namespace RoutingData.Bench.Measuring;

/// <summary>Where figures were taken, without which they mean nothing.</summary>
internal sealed record Surroundings(DateTimeOffset At, string Machine, int Processors, string Runtime, string Driver, string Load)
{
    public static Surroundings Here()
    {
        var driver = MySqlDriver.Find();
        return new Surroundings(
            DateTimeOffset.UtcNow, ProcessorName(), Environment.ProcessorCount, RuntimeInformation.FrameworkDescription,
            $"{driver.Name} {FileVersion(driver.Factory.GetType().Assembly)}", LoadAverage());
    }

    public void Print()
    {
        Console.WriteLine($"{Machine}, {Processors} processors, {Runtime}, {Driver}, load average {Load}, {At:yyyy-MM-dd HH:mm} UTC");
        Console.WriteLine();
    }

    // MySqlConnector's assembly has called itself 2.0.0 for years.
    private static string FileVersion(Assembly assembly) => assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()?.Version ?? "";

    private static string ProcessorName() => Line("/proc/cpuinfo", "model name")?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string LoadAverage() => Line("/proc/loadavg", "")?.Split(' ')[0] ?? "unknown";

    private static string? Line(string file, string beginning) =>
        File.Exists(file) ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(beginning, StringComparison.Ordinal)) : null;
}
