using System.Diagnostics;

namespace RoutingData.Testing.Processes;

/// <summary>A server's process: a child of ours in a session of its own, so that Ctrl+C in the terminal does not reach it.</summary>
internal sealed class ServerProcess : IDisposable
{
    // The process writes its own id before anything else and then looks whether the folder is closed, so that the guard either
    // sees the id or the process does not start. Every exec keeps the id.
    private const string Launch = """
        echo $$ >"$1" || exit
        [ -e "$2" ] && exit
        out=$3
        shift 3
        exec "$@" >>"$out" 2>&1 </dev/null
        """;

    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public static ServerProcess Start(ClusterFolder folder, string name, IEnumerable<string> words)
    {
        var start = new ProcessStartInfo("setsid")
        {
            // All three, so that .NET does not take the server for a program that uses the terminal.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] launcher =
            ["sh", "-c", Launch, name, folder.ProcessIdFile(name), folder.ClosedFile, folder.ErrorLog(name), .. words];
        foreach (var word in launcher)
            start.ArgumentList.Add(word);

        return new ServerProcess(Process.Start(start)!);
    }

    /// <summary>Sends SIGKILL and waits until the process is gone.</summary>
    public Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        return _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Sends SIGTERM and waits until the server has shut down.</summary>
    public Task TerminateAsync(CancellationToken cancellationToken)
    {
        PosixSignals.Send(Id, PosixSignals.Terminate);
        return _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Waits until the server has ended by itself.</summary>
    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Sends SIGSTOP and waits until no thread of the process runs any more.</summary>
    public async Task PauseAsync(CancellationToken cancellationToken)
    {
        PosixSignals.Send(Id, PosixSignals.Stop);
        while (!IsStopped())
            await Task.Delay(1, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends SIGCONT.</summary>
    public void Resume() => PosixSignals.Send(Id, PosixSignals.Continue);

    public void Dispose() => _process.Dispose();

    // Of every thread: the process as a whole is called stopped while some of its threads still run. In
    // /proc/x/stat the state follows the name, which may itself hold spaces and parentheses.
    private bool IsStopped() =>
        Directory.EnumerateDirectories($"/proc/{Id}/task").All(static thread =>
            File.ReadAllText(Path.Combine(thread, "stat")) is var stat && stat[stat.LastIndexOf(')') + 2] == 'T');
}
