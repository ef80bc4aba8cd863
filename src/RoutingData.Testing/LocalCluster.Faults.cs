namespace RoutingData.Testing;

public sealed partial class LocalCluster
{
    /// <summary>Kills a server with SIGKILL: no goodbye to its clients, nothing written any more. Returns when it is gone.</summary>
    /// <param name="name">The server's name, such as db001.</param>
    /// <param name="cancellationToken">Stops waiting for its end.</param>
    /// <exception cref="LocalClusterException">It does not run.</exception>
    public Task KillAsync(string name, CancellationToken cancellationToken = default)
    {
        var server = Running(name);
        server.IsPaused = false;
        server.EndedTakingWrites |= server.TakesWrites;
        return server.Process!.KillAsync(cancellationToken);
    }

    /// <summary>Shuts a server down cleanly with SIGTERM. Returns when it is gone.</summary>
    /// <param name="name">The server's name, such as db001. If it is paused it goes on first, or it would never hear of it.</param>
    /// <param name="cancellationToken">Stops waiting for its end.</param>
    /// <exception cref="LocalClusterException">It does not run.</exception>
    public Task StopAsync(string name, CancellationToken cancellationToken = default)
    {
        var server = Running(name);
        Resume(server);
        server.EndedTakingWrites |= server.TakesWrites;
        return server.Process!.TerminateAsync(cancellationToken);
    }

    /// <summary>Makes a server hang with SIGSTOP: its connections stay, new ones are accepted by the kernel, no answer comes.</summary>
    /// <param name="name">The server's name, such as db001.</param>
    /// <param name="cancellationToken">Stops waiting for it to stand still.</param>
    /// <exception cref="LocalClusterException">It does not run.</exception>
    public Task PauseAsync(string name, CancellationToken cancellationToken = default)
    {
        var server = Running(name);
        server.IsPaused = true;
        return server.Process!.PauseAsync(cancellationToken);
    }

    /// <summary>Lets a paused server go on with SIGCONT.</summary>
    /// <param name="name">The server's name, such as db001.</param>
    /// <param name="cancellationToken">Not started when it is cancelled already.</param>
    /// <exception cref="LocalClusterException">It does not run.</exception>
    public Task ResumeAsync(string name, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Resume(Running(name));
        return Task.CompletedTask;
    }

    /// <summary>
    /// Starts a server again, read-only as a fleet would; one that runs is shut down first. A replica goes on replicating from
    /// where it did; a former writer replicates from no server until <see cref="RejoinAsync"/>. A member of Galera joins its group as it starts, and is
    /// sent what it has missed; one of Group Replication stays outside until <see cref="RejoinAsync"/>.
    /// </summary>
    /// <param name="name">The server's name, such as db001.</param>
    /// <param name="cancellationToken">Stops waiting for it to accept connections.</param>
    /// <exception cref="LocalClusterException">It did not start; the message has the end of its error log.</exception>
    public async Task RestartAsync(string name, CancellationToken cancellationToken = default)
    {
        if (this[name].IsRunning)
            await StopAsync(name, cancellationToken).ConfigureAwait(false);
        if (_group is { } group)
            await StartMemberAsync(group, this[name], founder: false, cancellationToken).ConfigureAwait(false);
        else
            await StartServerAsync(this[name], readOnly: true, SemiSynchronous(readOnly: true), cancellationToken).ConfigureAwait(false);
    }

    private static void Resume(LocalServer server)
    {
        server.Process!.Resume();
        server.IsPaused = false;
    }

    private LocalServer Running(string name) =>
        this[name] is { IsRunning: true } server ? server : throw new LocalClusterException($"{this[name]} does not run.");
}
