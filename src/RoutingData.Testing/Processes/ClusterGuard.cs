using System.Diagnostics;

namespace RoutingData.Testing.Processes;

/// <summary>
/// Ends what a cluster left behind when its owner died, by SIGKILL too. A shell in a session of its own reads from a pipe whose
/// other end only the owner holds: the kernel closes it whatever the owner dies of. Then the shell kills the servers, deletes
/// their folder and connects again what was cut off. (PR_SET_PDEATHSIG would not do: it goes by the thread that forked, and pool threads come and go.)
/// </summary>
internal sealed class ClusterGuard : IAsyncDisposable
{
    // A process is killed only if its command line names the folder: its id may have gone to another one. With it go the programs that it has
    // started to copy data: it leads a session of its own.
    private const string Script = """
        folder=$1
        closed=$2
        table=$3
        trap '' HUP INT TERM
        echo ready
        while read -r _; do :; done
        nft delete table ip "$table" 2>/dev/null
        [ -d "$folder" ] || exit 0
        : >"$closed"
        for file in "$folder"/*.pid; do
            read -r pid 2>/dev/null <"$file" || continue
            case $(tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline") in
                *"$folder"*) kill -s KILL -- "-$pid" 2>/dev/null ;;
            esac
        done
        tries=0
        until rm -rf "$folder" 2>/dev/null || [ $tries -gt 100 ]; do
            tries=$((tries + 1))
            sleep 0.05
        done
        """;

    private readonly Process _shell;

    private ClusterGuard(Process shell) => _shell = shell;

    /// <summary>Starts the guard; when it returns, the guard is on duty.</summary>
    public static async Task<ClusterGuard> StartAsync(ClusterFolder folder, string table, CancellationToken cancellationToken)
    {
        string[] words = ["sh", "-c", Script, "guard", folder.Root, folder.ClosedFile, table];
        try
        {
            var guard = new ClusterGuard(Process.Start(new ProcessStartInfo("setsid", words)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!);
            await guard._shell.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false);
            return guard;
        }
        catch
        {
            folder.Delete();
            throw;
        }
    }

    /// <summary>Lets go of the pipe, and waits until the guard has cleaned up what there still is.</summary>
    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync().ConfigureAwait(false);
        _shell.Dispose();
    }
}
