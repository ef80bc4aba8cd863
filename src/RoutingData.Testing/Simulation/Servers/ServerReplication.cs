namespace RoutingData.Testing.Simulation;

/// <summary>How one server replicates: it fetches from its source's log, waits its delay, and applies.</summary>
internal sealed class ServerReplication(SimulatedCluster cluster, SimulatedServer replica)
{
    private readonly Queue<(LoggedTransaction Transaction, TimeSpan DueAt)> _received = new();
    private SimulatedServer? _source;
    private int _position;
    private bool _fetching;
    private bool _applying;

    /// <summary>The server it replicates from; null when there is none.</summary>
    public SimulatedServer? Source
    {
        get => _source;
        set
        {
            _source = value;
            _position = 0;
            Proceed();
        }
    }

    public bool IsStopped { get; set; }

    /// <summary>How long it waits with what it has received.</summary>
    public TimeSpan Delay { get; set; }

    public bool Works => !IsStopped && Source is { Answers: true } && replica.Answers;

    public int SecondsBehind => _received.Count == 0 ? 0 : (int)Delay.TotalSeconds;

    /// <summary>Goes on where something may have become possible.</summary>
    public void Proceed()
    {
        Apply();
        if (_fetching || !Works || _position >= Source!.Log.Transactions.Count) return;
        _fetching = true;
        cluster.After(cluster.Latency(), Fetch);
    }

    /// <summary>Applies at once all that it has received, as before a promotion.</summary>
    public void CatchUp()
    {
        while (_received.TryDequeue(out var next)) Append(next.Transaction);
    }

    /// <summary>What it has received and not applied.</summary>
    public IEnumerable<LoggedTransaction> Received => _received.Select(waiting => waiting.Transaction);

    /// <summary>Takes what its group has agreed on, and applies it after a time.</summary>
    public void Receive(LoggedTransaction transaction, TimeSpan after)
    {
        _received.Enqueue((transaction, cluster.Elapsed + after + Delay));
        Apply();
    }

    /// <summary>Drops what it has received and not applied.</summary>
    public void Forget() => _received.Clear();

    private void Fetch()
    {
        _fetching = false;
        if (!Works) return;
        var log = Source!.Log.Transactions;
        for (; _position < log.Count; _position++)
        {
            var transaction = log[_position];
            if (!replica.Log.Contains(transaction) && !_received.Any(waiting => waiting.Transaction == transaction))
                _received.Enqueue((transaction, cluster.Elapsed + Delay));
        }

        Apply();
    }

    private void Apply()
    {
        if (IsStopped || !replica.IsRunning || replica.IsPaused) return;
        while (_received.TryPeek(out var next) && next.DueAt <= cluster.Elapsed)
        {
            _received.Dequeue();
            Append(next.Transaction);
        }

        if (_applying || _received.Count == 0) return;
        _applying = true;
        cluster.After(_received.Peek().DueAt - cluster.Elapsed, () =>
        {
            _applying = false;
            Apply();
        });
    }

    private void Append(LoggedTransaction transaction)
    {
        if (replica.Log.Contains(transaction)) return;
        replica.Log.Append(transaction);
        cluster.ProceedReplication();
    }
}
