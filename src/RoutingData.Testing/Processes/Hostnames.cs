namespace RoutingData.Testing.Processes;

/// <summary>
/// How to give a program a host name of its own: a UTS namespace, as root or inside a user namespace. Where the machine
/// allows neither, the program keeps the machine's name.
/// </summary>
internal sealed class Hostnames
{
    private const string SetAndRun = """
        hostname "$0" 2>/dev/null || echo "$0" >/proc/sys/kernel/hostname || exit
        exec "$@"
        """;

    private static readonly string[][] Ways = [["unshare", "--uts"], ["unshare", "--user", "--map-root-user", "--uts"]];

    private readonly string[] _way;

    private Hostnames(string[] way) => _way = way;

    /// <summary>Programs keep the machine's name.</summary>
    public static Hostnames OfMachine { get; } = new([]);

    /// <summary>Whether programs get the names they are given.</summary>
    public bool AreReal => _way.Length > 0;

    /// <summary>Whether the program believes itself to run as root.</summary>
    public bool RunsAsRoot => Environment.IsPrivilegedProcess || _way.Contains("--map-root-user");

    public static async Task<Hostnames> ProbeAsync(CancellationToken cancellationToken)
    {
        foreach (var way in Ways)
        {
            if (await WorksAsync(new Hostnames(way), cancellationToken).ConfigureAwait(false))
                return new Hostnames(way);
        }

        return OfMachine;
    }

    /// <summary>Returns the words to put before a program's own, so that it runs under this name and keeps the process id.</summary>
    public IEnumerable<string> Wrap(string name) => AreReal ? [.. _way, "sh", "-c", SetAndRun, name] : [];

    private static async Task<bool> WorksAsync(Hostnames hostnames, CancellationToken cancellationToken)
    {
        const string Name = "db000";
        var words = hostnames.Wrap(Name).Append("uname").Append("-n").ToArray();
        try
        {
            var answer = await FinishedProgram.RunAsync(words[0], words[1..], "", cancellationToken).ConfigureAwait(false);
            return answer.ExitCode == 0 && answer.Output.Trim() == Name;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
