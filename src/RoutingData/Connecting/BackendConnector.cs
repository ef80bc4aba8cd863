using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Polly;
using RoutingData.Connecting.Hedging;
using RoutingData.Connecting.ReaderSelection;
using RoutingData.Diagnostics;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Pools;
using RoutingData.Recovery;
using RoutingData.Threading;

namespace RoutingData.Connecting;

/// <summary>
/// Gets a session a connection to a server of a hostgroup: chooses the server, waits while there is none, opens. Nothing has been sent
/// yet, so everything here may be tried again, within the statement's timeout.
/// </summary>
internal sealed class BackendConnector(
    TopologyMonitor monitor, BackendPools pools, SlowStart slowStart, Waits waits, int writerHostgroup, FailoverOptions options,
    ResiliencePipeline retry, ReaderChoice readers, LateReads? lateReads, TimeProvider timeProvider, Random random, RoutingLog log, RoutingMetrics metrics)
{
    private readonly ReaderSelector _selector = readers.SelectorFor(
        pools, server => slowStart.ShareOf(server, TimeSpan.FromMilliseconds(options.SlowStartMs)));

    // Servers to which new connections do not fail.
    private readonly ReaderSelector _openSelector = readers.SelectorFor(
        pools, server => pools.For(server).IsShut ? 0 : slowStart.ShareOf(server, TimeSpan.FromMilliseconds(options.SlowStartMs)));

    /// <summary>How readers are chosen.</summary>
    public ReaderChoice Readers => readers;

    /// <summary>When a read is sent to a second reader; null where none is.</summary>
    public LateReads? LateReads => lateReads;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<BackendConnection> ConnectAsync(
        bool async, IConnectionHolder holder, int hostgroup, StatementAttempt attempt, FreshnessDemand demand, CancellationToken cancellationToken)
    {
        var request = new ConnectRequest(async, holder, hostgroup, attempt, demand, waits);
        try
        {
            return await ConnectWithRetriesAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when ((exception is IOException || DriverError.IsTimeOver(exception)) && attempt.Failed is [.., var last])
        {
            // It broke while it was being verified, or its time was over: a driver throws no exception of its own there.
            throw new RoutingDbException(
                $"The connection to {last.Server} (hostgroup {hostgroup}) broke before the statement was sent.",
                StatementOutcome.NotExecuted, isTransient: true, exception)
            {
                Server = last.Server,
                Hostgroup = hostgroup,
            };
        }
        catch (TimeoutException exception)
        {
            // The driver has said nothing: these are the router's own words.
            throw new RoutingDbException(exception.Message, StatementOutcome.NotExecuted, isTransient: true, exception)
            {
                Hostgroup = hostgroup,
            };
        }
    }

    /// <summary>Waits for something to become known, until the time is over.</summary>
    /// <param name="async">Whether to await.</param>
    /// <param name="condition">Whether it is known.</param>
    /// <param name="most">How long to wait at most.</param>
    /// <param name="attempt">Who waits.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public async ValueTask WaitUntilAsync(
        bool async, Func<TopologySnapshot, bool> condition, TimeSpan most, StatementAttempt attempt, CancellationToken cancellationToken) =>
        await monitor.WaitAsync(
            async, condition, most < attempt.Left ? most : attempt.Left, attempt.Waiting(waits, cancellationToken)).ConfigureAwait(false);

    /// <summary>Returns the token for what runs beside a statement: the caller's, together with <c>Cancel()</c>.</summary>
    public CancellationToken Waiting(StatementAttempt attempt, CancellationToken cancellationToken) => attempt.Waiting(waits, cancellationToken);

    /// <summary>Chooses another reader for what runs already, pays for it and acquires a permit there; null when there is none, nothing to pay with, or no
    /// permit without waiting.</summary>
    /// <param name="late">What pays for it.</param>
    /// <param name="hostgroup">Hostgroup id.</param>
    /// <param name="isOther">Whether it is a server that the session has no connection to.</param>
    /// <param name="demand">Which servers may answer.</param>
    public ServerPool? TryReserveBeside(LateReads late, int hostgroup, Func<ServerAddress, bool> isOther, in FreshnessDemand demand)
    {
        if (ServerChoice.Beside(monitor.Current, hostgroup, isOther, _openSelector, random.NextDouble(), demand) is not { } member) return null;
        var pool = pools.For(member.Address);
        if (pool.IsShut || !late.TrySpend()) return null;
        if (pool.TryAcquirePermit()) return pool;
        late.GiveBack();
        return null;
    }

    /// <summary>Opens a connection that nothing holds, with the permit of <see cref="TryReserveBeside"/>; null when it may not serve.</summary>
    /// <param name="holder">The session for which it is.</param>
    /// <param name="pool">The pool with the permit.</param>
    /// <param name="hostgroup">Hostgroup id.</param>
    /// <param name="attempt">Its own, not that of what runs already.</param>
    /// <param name="cancellationToken">The token of <see cref="Waiting"/>.</param>
    public Task<BackendConnection?> OpenBesideAsync(
        IConnectionHolder holder, ServerPool pool, int hostgroup, StatementAttempt attempt, CancellationToken cancellationToken) =>
        OpenAsync(
            pool, new ConnectRequest(Async: true, holder, hostgroup, attempt, FreshnessDemand.None, waits), wasShut: false, wasRefused: false,
            cancellationToken, cancellationToken).AsTask();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<BackendConnection> ConnectWithRetriesAsync(ConnectRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await TryConnectAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (
            ConnectRetry.IsWorthwhile(exception) && !request.Attempt.IsOverdue && !cancellationToken.IsCancellationRequested)
        {
            // The pauses between tries are waits like any other.
            var waiting = request.Waiting(cancellationToken);
            var (backend, error) = request.Async
                ? await retry.ExecuteAsync(
                    static (state, token) => state.Self.TryAgainAsync(state.Request, token), (Self: this, Request: request), waiting)
                    .ConfigureAwait(false)
                : retry.Execute(
                    static (state, token) => SyncResult.Of(state.Self.TryAgainAsync(state.Request, token)),
                    (Self: this, Request: request), waiting);
            error?.Throw();
            return backend!;
        }
    }

    // A failure when the statement's time is over is handed past the pipeline, which would try on.
    private async ValueTask<(BackendConnection? Backend, ExceptionDispatchInfo? Error)> TryAgainAsync(
        ConnectRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return (await TryConnectAsync(request, cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception exception) when (request.Attempt.IsOverdue)
        {
            return (null, ExceptionDispatchInfo.Capture(exception));
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<BackendConnection> TryConnectAsync(ConnectRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var server = (Choose(monitor.Current, request) ?? await WaitForServerAsync(request, cancellationToken).ConfigureAwait(false)).Address;
            if (HeldTo(server, request) is { } held) return held;

            var pool = pools.For(server);
            // Who wants no second try does not wait for one either.
            var wasShut = pool.IsShut && options.ConnectRetriesOnFailure > 0;
            var mustWait = wasShut && !pool.TryKnock();
            if (mustWait && ChooseOpen(request) is { } other)
            {
                if (HeldTo(other, request) is { } open) return open;
                pool = pools.For(other);
                (wasShut, mustWait) = (false, false);
            }

            if (!pool.TryAcquirePermit() && !await TryAcquirePermitAsync(pool, request, cancellationToken).ConfigureAwait(false)) continue;
            // Only a caller that may have to wait pays for being cancellable.
            var wasRefused = mustWait || request.Attempt.Refusal is not null;
            var waiting = pool.IsCold || wasRefused ? request.Waiting(cancellationToken) : cancellationToken;
            var backend = lateReads is not null && request.Async
                ? await OpenSoonestAsync(lateReads, pool, request, wasShut, wasRefused, waiting, cancellationToken).ConfigureAwait(false)
                : await OpenAsync(pool, request, wasShut, wasRefused, waiting, cancellationToken).ConfigureAwait(false);
            if (backend is null) continue;
            request.Holder.Hold(backend);
            return backend;
        }
    }

    // The driver may wait for a reader before any statement is sent, to reset the session: that is late too.
    private async ValueTask<BackendConnection?> OpenSoonestAsync(
        LateReads late, ServerPool pool, ConnectRequest request, bool wasShut, bool wasRefused, CancellationToken waiting, CancellationToken cancellationToken)
    {
        // It goes on when it has lost.
        var fork = request.Attempt.Fork();
        var (begun, isCold) = (timeProvider.GetTimestamp(), pool.IsCold);
        var first = OpenAsync(pool, request with { Attempt = fork }, wasShut, wasRefused, waiting, cancellationToken).AsTask();
        if (!request.IsForWrites(monitor.Current) && await late.IsLateAsync(first).ConfigureAwait(false) &&
            await FirstOfTwo.SecondIfSoonerAsync(first, BeginSecond, ReturnAsync).ConfigureAwait(false) is { } sooner)
        {
            // A new connection takes longer than one that is there, on any server.
            if (!isCold) pool.Record.NoteBeaten(begun);
            _ = FirstOfTwo.DiscardAsync(first, ReturnAsync);
            return sooner;
        }

        try
        {
            return await first.ConfigureAwait(false);
        }
        finally
        {
            request.Attempt.Join(fork);
        }

        Task<BackendConnection?>? BeginSecond()
        {
            bool IsOther(ServerAddress other) => other != pool.Address && request.Holder.HeldTo(other) is null;
            var gaveUp = request.Waiting(cancellationToken);
            var attempt = new StatementAttempt(timeProvider, timeProvider.GetTimestamp(), request.Attempt.Left, queryRetries: 0);
            if (TryReserveBeside(late, request.Hostgroup, IsOther, request.Demand) is not { } second) return null;
            late.Counters.AddOpened();
            return OpenBesideAsync(request.Holder, second, request.Hostgroup, attempt, gaveUp);
        }

        static Task ReturnAsync(BackendConnection unwanted) => unwanted.ReturnAsync(async: true).AsTask();
    }

    // Null where a server must be chosen anew.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<BackendConnection?> OpenAsync(
        ServerPool pool, ConnectRequest request, bool wasShut, bool wasRefused, CancellationToken waiting, CancellationToken cancellationToken)
    {
        BackendConnection? backend = null;
        var usable = false;
        try
        {
            backend = await pool.OpenAsync(request.Async, request.Hostgroup, request.Attempt.Left, waiting, wasRefused).ConfigureAwait(false);
            usable = pool.Verified.Contains(backend, request.IsForWrites(monitor.Current)) ||
                await VerifyAsync(backend, request, cancellationToken).ConfigureAwait(false);

            // A role change while it was being opened or verified: it belongs to a pool that serves no more.
            usable &= !pool.IsRetired;
            return usable ? backend : null;
        }
        catch (Exception exception) when (backend is { IsOutdated: true } || (exception is ObjectDisposedException && pool.IsRetired))
        {
            return null;
        }
        catch (Exception exception) when (
            !cancellationToken.IsCancellationRequested && !request.Attempt.IsCancelled && !ConnectRetry.IsOwn(exception))
        {
            KnownOutcome.NotSent(exception, pool.Address, request.Hostgroup);
            if (DriverError.IsLoginRefusal(exception))
            {
                log.LoginRefused(pool.Address, request.Hostgroup, exception);
                throw;
            }

            log.ConnectFailed(pool.Address, request.Hostgroup, exception);
            if (!request.IsForWrites(monitor.Current)) pool.Record.CountFailure();
            if (exception is LateProcessException { Late: var late }) request.Attempt.Excuse(late);
            var failed = new FailedServer(pool.Address, monitor.ReportFailure(pool.Address));
            if (DriverError.IsFull(exception) || wasShut)
            {
                // A full or shut server is waited for as one that is not there; another one of the hostgroup may have room at once.
                request.Attempt.NoteRefusal(failed, exception);
                if (!request.Attempt.IsOverdue) return null;
            }
            else
            {
                request.Attempt.NoteFailure(failed);
            }

            throw;
        }
        finally
        {
            if (!usable) backend?.DisposeInBackground();
        }
    }

    private async ValueTask<bool> VerifyAsync(BackendConnection backend, ConnectRequest request, CancellationToken cancellationToken)
    {
        var (server, attempt) = (backend.Server, request.Attempt);
        var report = await ConnectionVerification.AskAsync(request.Async, backend, cancellationToken).ConfigureAwait(false);
        switch (ConnectionVerification.Judge(report, monitor.Current, server, request.Hostgroup))
        {
            case ConnectionDefect.OtherServer:
                var mark = monitor.Addresses.ReportMismatch(server, out var isNew);
                if (isNew) log.OtherServer(server, request.Hostgroup);
                // Where it happens again and again the pool stays, but this connection must not come back from it.
                if (isNew || !backend.HasSocket) backend.Pool.Retire();
                else backend.Terminate();
                attempt.NoteFailure(new FailedServer(server, mark));
                break;
            case ConnectionDefect.OtherReader:
                monitor.Addresses.ReportOtherReader(server, report.Identity);
                backend.NoteOther();
                backend.Pool.Verified.Add(backend);
                return true;
            case ConnectionDefect.ReadOnly:
                attempt.NoteFailure(new FailedServer(server, monitor.ReportFailure(server)));
                break;
            default:
                backend.Pool.Verified.Add(backend);
                return true;
        }

        if (attempt.IsOverdue) throw NoServer.InTime(monitor.Current, request.Hostgroup, attempt.WaitTimeout);
        return false;
    }

    private BackendConnection? HeldTo(ServerAddress server, in ConnectRequest request) =>
        request.Holder.HeldTo(server) is { } held && !(held.IsOfOther && request.IsForWrites(monitor.Current)) ? held : null;

    private HostgroupMember? Choose(TopologySnapshot topology, in ConnectRequest request) =>
        ServerChoice.For(topology, request.Hostgroup, request.Attempt.Failed, _selector, random.NextDouble(), request.Demand);

    // Another server to which new connections do not fail; the writer too, for who cannot reach a reader has none (D34).
    private ServerAddress? ChooseOpen(in ConnectRequest request) =>
        ServerChoice.For(monitor.Current, request.Hostgroup, request.Attempt.Failed, _openSelector, random.NextDouble(), request.Demand)
            is { } member
            && !pools.For(member.Address).IsShut ? member.Address : null;

    private async ValueTask<HostgroupMember> WaitForServerAsync(ConnectRequest request, CancellationToken cancellationToken)
    {
        var (hostgroup, attempt) = (request.Hostgroup, request.Attempt);
        if (hostgroup == writerHostgroup) request.Holder.DetachFormerHome();
        var waiting = waits.BeginStatement();
        var begun = timeProvider.GetTimestamp();
        try
        {
            if (waiting > options.MaxWriterWaiters) throw NoServer.TooManyWaiters(monitor.Current, hostgroup, options.MaxWriterWaiters);

            var (failed, demand) = (attempt.Failed, request.Demand);
            bool HasServer(TopologySnapshot topology) => ServerChoice.For(topology, hostgroup, failed, ReaderSelector.Plain, sample: 0, demand) is not null;
            var topology = await monitor.WaitAsync(request.Async, HasServer, attempt.Left, request.Waiting(cancellationToken)).ConfigureAwait(false);
            if (topology is null)
            {
                attempt.Refusal?.Throw();
                throw NoServer.InTime(monitor.Current, hostgroup, attempt.WaitTimeout);
            }

            return Choose(topology, request) ?? ServerChoice.For(topology, hostgroup, failed, ReaderSelector.Plain, sample: 0, demand)!;
        }
        finally
        {
            waits.EndStatement();
            metrics.Waited(timeProvider.GetElapsedTime(begun), hostgroup);
        }
    }

    // False where a server must be chosen anew: the pool serves no more.
    private static async ValueTask<bool> TryAcquirePermitAsync(ServerPool pool, ConnectRequest request, CancellationToken cancellationToken)
    {
        // A session that waits gives back first what it can spare, so that two sessions never wait for each other (D42).
        await request.Holder.ReturnIdleAsync(request.Async).ConfigureAwait(false);
        var waiting = request.Waiting(cancellationToken);
        var taken = await pool.AcquirePermitAsync(request.Async, request.Attempt.Left, waiting).ConfigureAwait(false);
        if (!taken && !pool.IsRetired) throw NoServer.PoolExhausted(pool, request.Hostgroup);
        return taken;
    }
}
