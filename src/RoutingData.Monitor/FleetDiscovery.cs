using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RoutingData.Monitor.Definitions;
using RoutingData.Monitor.Discovery;
using RoutingData.Monitor.Probing;
using RoutingData.Monitor.Reports;
using RoutingData.Monitor.Threads;
using RoutingData.Monitor.Topology;

namespace RoutingData.Monitor;

/// <summary>Asks the fleet for its servers, and those who they are; what comes of it, <see cref="DiscoveryStep"/> decides. Does nothing while the definition
/// allows no discovery.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "It holds nothing but memory.")]
internal sealed class FleetDiscovery(
    TopologyStore store, ServerWatchFactory factory, MonitorExecution execution, Announcements announcements, Func<MonitorOptions> options)
{
    private readonly DiscoveryProbes _probes = new(factory);
    private readonly NameLookup _names = new(execution);
    private readonly Lock _gate = new();
    private CancellationTokenSource? _running;
    private TaskCompletionSource _woken = execution.NewSignal();
    private Func<ServerDefinition, string> _connectionStringOf = _ => "";
    private DiscoveryKnowledge _known = DiscoveryKnowledge.None;
    private FrozenSet<string> _told = [];

    /// <summary>Puts the servers that are discovered in force beside those that are configured. Not called under the monitor's lock.</summary>
    public Action<ImmutableArray<ServerDefinition>>? Found { get; set; }

    /// <summary>The running discovery; over when it has ended.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>Begins or ends with a definition.</summary>
    /// <param name="definition">The definition in force.</param>
    /// <param name="connectionStringOf">The monitor's own connection string for each server.</param>
    /// <param name="isRunning">Whether the monitor watches.</param>
    public void Follow_NeedsLock(TopologyDefinition definition, Func<ServerDefinition, string> connectionStringOf, bool isRunning)
    {
        Volatile.Write(ref _connectionStringOf, connectionStringOf);
        if (definition.Discovery is null) End_NeedsLock();
        else if (isRunning) Start_NeedsLock(definition);
    }

    /// <summary>Begins, where a definition allows it; again does nothing.</summary>
    public void Start_NeedsLock(TopologyDefinition definition)
    {
        if (definition.Discovery is null || _running is not null) return;
        var ending = _running = new CancellationTokenSource();
        var former = Running;
        Running = execution.Run(() => RunAsync(former, ending.Token));
    }

    /// <summary>Asks at once where a pair has one to ask that it did not have.</summary>
    public void Follow(TopologySnapshot before, TopologySnapshot after)
    {
        if (after.Definition.Discovery is not null && Witness.IsNew(before, after)) Wake();
    }

    /// <summary>Ends it.</summary>
    public void End_NeedsLock()
    {
        if (_running is not { } running) return;
        _running = null;
        execution.Cancel(running);
    }

    private async Task RunAsync(Task former, CancellationToken cancellationToken)
    {
        await former.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        while (!cancellationToken.IsCancellationRequested)
        {
            var rules = store.Current.Definition.Discovery;
            try
            {
                if (rules is not null) await AskAsync(rules, cancellationToken).ConfigureAwait(true);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                announcements.Add(log => MonitorLog.DiscoveryFailed(log, exception));
            }

            await PauseAsync(rules?.Interval ?? TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(true);
        }

        _probes.Keep(FrozenSet<ServerAddress>.Empty);
    }

    private async Task AskAsync(DiscoveryRules rules, CancellationToken cancellationToken)
    {
        var topology = store.Current;
        var byName = await Task.WhenAll(rules.DnsNames.Select(
            name => _names.AskAsync(name, TimeSpan.FromMilliseconds(options().ConnectTimeoutMs), cancellationToken))).ConfigureAwait(true);
        var errors = byName.SelectMany(word => word.Errors).ToList();
        var words = new List<PairWord>();
        var asked = new HashSet<ServerAddress>();
        for (var pair = 0; pair < topology.Pairs.Length; pair++)
        {
            var word = await AskWitnessAsync(pair).ConfigureAwait(true);
            // A name says of no server which pair it is of.
            var names = pair == 0 ? byName : [];
            words.Add(new PairWord(
                pair, word is { Errors: [] } && names.All(name => name.Errors.IsEmpty), [.. word?.Servers ?? [], .. names.SelectMany(name => name.Servers)]));
            errors.AddRange(word?.Errors ?? []);
        }

        _known = _known.After(words, store.Current, rules, Now());
        asked.UnionWith(_known.Candidates.Select(candidate => candidate.Address));
        _probes.Keep(asked);
        var answers = await Task.WhenAll(_known.Candidates.Select(async candidate =>
            (candidate.Address, Answer: await AskCandidateAsync(candidate, cancellationToken).ConfigureAwait(true)))).ConfigureAwait(true);
        Decide(rules, answers.Where(answer => answer.Answer is not null).ToDictionary(answer => answer.Address, answer => answer.Answer!), errors);

        async Task<FleetWord?> AskWitnessAsync(int pair)
        {
            ImmutableArray<DiscoverySource> sources = [.. rules.SourcesOf(topology.Pairs[pair].Pair)];
            if (sources.IsEmpty) return FleetWord.None;
            if (Witness.Of(topology, pair) is not { } witness) return null;
            asked.Add(witness);
            var probe = _probes.Of(witness, ConnectionStringOf(topology.Definition.Servers.First(server => server.Address == witness)));
            var answer = await probe.ProbeAsync(Question(asksForGroup: false), cancellationToken).ConfigureAwait(true);
            return answer is ServerReport report && report.Identity == topology.Find(witness)?.Identity
                ? await probe.AskForFleetAsync(sources, cancellationToken).ConfigureAwait(true)
                : null;
        }
    }

    private async Task<ProbeResult?> AskCandidateAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        var topology = store.Current;
        if (candidate.Pair >= topology.Pairs.Length || topology.Definition.TemplateOf(topology.Pairs[candidate.Pair].Pair) is not { } template) return null;
        var probe = _probes.Of(candidate.Address, ConnectionStringOf(template with { Address = candidate.Address }));
        var question = Question(topology.Pairs[candidate.Pair].Pair.AsksForGroup);
        var answer = await probe.ProbeAsync(question, cancellationToken).ConfigureAwait(true);
        // A refusal before it had taken the answer's end; it is not asked for what it refuses again.
        return question.AsksForGroup && answer is ServerReport { Group: null }
            ? await probe.ProbeAsync(question, cancellationToken).ConfigureAwait(true)
            : answer;
    }

    private void Decide(DiscoveryRules rules, Dictionary<ServerAddress, ProbeResult> answers, IEnumerable<string> errors)
    {
        var topology = store.Current;
        // Reloaded meanwhile: the next round asks anew.
        if (topology.Definition.Discovery != rules) return;
        var outcome = DiscoveryStep.Judge(_known, answers, topology, rules, Now());
        Remark([.. errors, .. _known.Remarks, .. outcome.Remarks]);
        if (outcome.Events.IsEmpty) return;
        Found?.Invoke(outcome.Servers);
        lock (store.Gate)
        {
            var current = store.Current;
            store.Publish_NeedsLock(new TopologyChange(current, [.. outcome.Events.Select(item => item with { Epoch = current.Epoch })]));
        }

        store.Signal();
    }

    // Once, for as long as it stays so.
    private void Remark(IReadOnlyCollection<string> remarks)
    {
        foreach (var remark in remarks.Except(_told)) announcements.Add(log => MonitorLog.NotDiscovered(log, remark));
        _told = remarks.ToFrozenSet(StringComparer.Ordinal);
    }

    private string ConnectionStringOf(ServerDefinition server) => Volatile.Read(ref _connectionStringOf)(server);

    private ProbeQuestion Question(bool asksForGroup) =>
        new(IsSuspected: false, TimeSpan.FromMilliseconds(options().ConnectIntervalMs), AsksForGroup: asksForGroup);

    private TimeSpan Now() => execution.Time.GetElapsedTime(0);

    private void Wake()
    {
        lock (_gate) _woken.TrySetResult();
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        var over = execution.NewSignal();
        using var cancelled = cancellationToken.UnsafeRegister(static over => Complete(over), over);
        var timer = execution.Time.CreateTimer(static over => Complete(over), over, pause, Timeout.InfiniteTimeSpan);
        await using (timer.ConfigureAwait(true)) await Task.WhenAny(_woken.Task, over.Task).ConfigureAwait(true);
        lock (_gate) _woken = execution.NewSignal();
    }

    private static void Complete(object? over) => ((TaskCompletionSource)over!).TrySetResult();
}
