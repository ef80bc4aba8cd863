using RoutingData.Configuration;
using RoutingData.Diagnostics;
using RoutingData.Monitor;
using RoutingData.Monitor.Threads;
using RoutingData.Pools;
using RoutingData.Statements;
using RoutingData.Threading;

namespace RoutingData.Runtime;

/// <summary>
/// Learns what the servers' views and triggers do: from the servers before the first session, then at an Open once a minute at most, and from
/// definitions that run here. A server that does not answer, or not in time, stops nothing.
/// </summary>
/// <param name="monitor">Knows the servers.</param>
/// <param name="pools">Their connections.</param>
/// <param name="configuration">What is configured now.</param>
/// <param name="classifier">What the classifier gets now, the meaning of words on the servers included.</param>
/// <param name="learn">Puts new knowledge in force.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="log">The router's log.</param>
internal sealed class StoredCodeCatalog(
    TopologyMonitor monitor, BackendPools pools, Func<RoutingConfiguration> configuration, Func<ClassifierOptions> classifier, Action<StoredCode> learn,
    TimeProvider timeProvider, RoutingLog log) : IDisposable
{
    // A server with very many tables may need long to answer: asking it takes a hundredth of the time at most, and a tenth while definitions change.
    private const int Share = 100;
    private const int ShareOfChanges = 10;

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan WhenBusy = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _first = new(1);
    private readonly Lock _learning = new();
    private StoredCode _known = StoredCode.Empty;
    private volatile bool _isRead;
    private bool _hasFailed;
    private bool _hasToldOfHidden;
    private long _readAt;
    private long _took;
    private long _pause;
    private int _changes;
    private int _refreshing;

    /// <summary>What is known.</summary>
    public StoredCode Known => Volatile.Read(ref _known);

    /// <summary>Waits, once in a data source's life, until the servers were asked.</summary>
    public async ValueTask ReadFirstAsync(bool async, CancellationToken cancellationToken)
    {
        if (_isRead) return;
        var mine = async
            ? await _first.WaitAsync(LongestWait, cancellationToken).ConfigureAwait(false)
            : _first.Wait(LongestWait, cancellationToken);
        if (!mine) return;
        try
        {
            if (!_isRead) await ReadAsync(async, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _first.Release();
        }
    }

    /// <summary>Asks again, in the background, if that is due.</summary>
    public void RefreshIfDue()
    {
        if (_isRead && timeProvider.GetElapsedTime(Volatile.Read(ref _readAt)).Ticks > Volatile.Read(ref _pause)) Refresh();
    }

    /// <summary>Notes that a text that ran has changed views, triggers or routines.</summary>
    /// <param name="text">The text.</param>
    /// <param name="schema">The session's database.</param>
    public void Note(StatementTraits text, string schema)
    {
        var options = classifier();
        lock (_learning)
        {
            _changes++;
            var known = Known;
            foreach (var definition in text.Definitions)
            {
                var placed = definition.Schema.Length > 0 ? definition : definition with { Schema = schema };
                if (StoredCodeReader.ObjectOf(placed, options with { StoredCode = known }) is { } found) known = known.With(found);
            }

            Become(known);
        }

        Refresh();
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private void Refresh()
    {
        if (Interlocked.Exchange(ref _refreshing, 1) != 0) return;
        using (ExecutionContext.SuppressFlow()) _ = Task.Run(() => RefreshAsync(_stopping.Token));
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        UnsampledTrace.Begin();
        try
        {
            do
            {
                var rest = TimeSpan.FromTicks(Volatile.Read(ref _took) * ShareOfChanges) - timeProvider.GetElapsedTime(Volatile.Read(ref _readAt));
                if (_isRead && rest > TimeSpan.Zero) await Task.Delay(rest, timeProvider, cancellationToken).ConfigureAwait(false);
            }
            while (!await ReadAsync(async: true, cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // The data source has ended.
        }
        finally
        {
            Volatile.Write(ref _refreshing, 0);
        }
    }

    /// <summary>Asks the servers; false when a definition was changed meanwhile, so that the answer may be older.</summary>
    private async ValueTask<bool> ReadAsync(bool async, CancellationToken cancellationToken)
    {
        var begun = timeProvider.GetTimestamp();
        var changes = Volatile.Read(ref _changes);
        var isCurrent = true;
        var pause = Period;
        try
        {
            if (await AskAsync(async, cancellationToken).ConfigureAwait(false) is not { } definitions)
            {
                pause = WhenBusy;
                return true;
            }

            var options = classifier() with { StoredCode = StoredCode.Empty };
            var read = StoredCodeReader.Read(definitions, options);
            lock (_learning)
            {
                isCurrent = changes == _changes;
                if (isCurrent) Become(read);
            }

            TellOfHidden(definitions.Count(definition => definition is { Kind: StoredDefinitionKind.View, Text: null }));
            _hasFailed = false;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (!_hasFailed) log.StoredCodeNotLearned(exception);
            _hasFailed = true;
        }
        finally
        {
            Volatile.Write(ref _took, timeProvider.GetElapsedTime(begun).Ticks);
            Volatile.Write(ref _pause, Math.Max(pause.Ticks, _took * Share));
            Volatile.Write(ref _readAt, timeProvider.GetTimestamp());
            if (!cancellationToken.IsCancellationRequested) _isRead = true;
        }

        return isCurrent;
    }

    // Null where no server can be asked now.
    private async ValueTask<List<StoredDefinition>?> AskAsync(bool async, CancellationToken cancellationToken)
    {
        List<StoredDefinition>? definitions = null;
        foreach (var server in ServersToAsk())
        {
            if (await AskAsync(async, server, cancellationToken).ConfigureAwait(false) is not { } some) return null;
            if (definitions is null) definitions = some;
            else definitions.AddRange(some);
        }

        return definitions;
    }

    // Of each pair one: the writer has everything; while there is none, a reader nearly.
    private IEnumerable<ServerAddress> ServersToAsk()
    {
        var topology = monitor.Current;
        var configured = configuration();
        return configured.Topology.ReplicationHostgroups
            .Select(pair => topology.WriterOf(pair.WriterHostgroup) ?? topology.MembersOf(pair.ReaderHostgroup).FirstOrDefault())
            .Append(topology.MembersOf(configured.DefaultHostgroup).FirstOrDefault())
            .OfType<HostgroupMember>().Select(member => member.Address).Distinct();
    }

    private async ValueTask<List<StoredDefinition>?> AskAsync(bool async, ServerAddress server, CancellationToken cancellationToken)
    {
        var pool = pools.For(server);
        if (!pool.TryAcquirePermit()) return null;
        var backend = await pool.OpenAsync(async, hostgroup: 0, pool.Limits.ConnectTimeout, cancellationToken).ConfigureAwait(false);
        // As a verification does, it ends with its pool: nothing is asked on a connection from before a change of roles.
        try
        {
            using var run = backend.RunVerification();
            var reading = StoredDefinitions.ReadAsync(async, backend.Connection, cancellationToken);
            return async ? await backend.UntilTerminated(reading.AsTask()).ConfigureAwait(false) : SyncResult.Of(reading);
        }
        catch (Exception) when (backend.IsOutdated)
        {
            return null;
        }
        finally
        {
            await backend.ReturnAsync(async).ConfigureAwait(false);
        }
    }

    private void Become(StoredCode known)
    {
        if (known.SaysTheSameAs(Known)) return;
        Volatile.Write(ref _known, known);
        learn(known);
        log.StoredCodeLearned(known.Views, known.Tables);
    }

    private void TellOfHidden(int hidden)
    {
        if (hidden == 0 || _hasToldOfHidden) return;
        _hasToldOfHidden = true;
        log.ViewsHidden(hidden);
    }
}
