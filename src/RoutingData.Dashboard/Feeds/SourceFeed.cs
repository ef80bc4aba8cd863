using Microsoft.Extensions.Logging;
using RoutingData.Dashboard.Abstractions;
using RoutingData.Dashboard.Facts;
using RoutingData.Dashboard.Models;

namespace RoutingData.Dashboard.Feeds;

/// <summary>Keeps the book of one data source: once a second while a page looks, every five seconds otherwise, and at once when a role changes.</summary>
internal sealed class SourceFeed
{
    // Two editions a second at most, whatever happens.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Looked = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Unseen = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly Book _book = new();
    private readonly Sampler _sampler = new();
    private readonly RoleHistory _roles = new();
    private TaskCompletionSource _wanted = NewSignal();
    private TaskCompletionSource _published = NewSignal();
    private volatile Headline _headline = Headline.Nothing;
    private int _viewers;

    public SourceFeed(DataSourceEntry source, TimeProvider timeProvider, ILogger logger)
    {
        (Source, _timeProvider, _logger) = (source, timeProvider, logger);
        Publish();
    }

    public DataSourceEntry Source { get; }

    /// <summary>The sentence at the top, as it is now.</summary>
    public Headline Headline => _headline;

    /// <summary>Makes editions until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var following = Source.Follow(() => { NoteRoles(); Wake(); });
        while (!stopping.IsCancellationRequested)
        {
            await PauseAsync(Volatile.Read(ref _viewers) > 0 ? Looked : Unseen, stopping).ConfigureAwait(false);
            if (stopping.IsCancellationRequested) break;
            Publish();
            await Task.Delay(Shortest, _timeProvider, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // Pages that are open end their streams.
        Complete();
    }

    /// <summary>Lets a page look until what is returned is disposed of.</summary>
    public IDisposable Look()
    {
        if (Interlocked.Increment(ref _viewers) == 1) Wake();
        return new Viewer(this);
    }

    /// <summary>Makes an edition soon.</summary>
    public void Wake()
    {
        lock (_gate) _wanted.TrySetResult();
    }

    /// <summary>Tells what is newer than an edition, and the number of that.</summary>
    public (byte[] Json, long Edition, Task Next) Since(long edition)
    {
        lock (_gate) return (_book.Since(edition), _book.Edition, _published.Task);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task PauseAsync(TimeSpan most, CancellationToken stopping)
    {
        Task wanted;
        lock (_gate) wanted = _wanted.Task;
        await wanted.WaitAsync(most, _timeProvider, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // What is wanted from now on is for the edition after this one.
        lock (_gate)
        {
            if (_wanted.Task.IsCompleted) _wanted = NewSignal();
        }
    }

    // Between two editions a server may be two things.
    private void NoteRoles()
    {
        lock (_gate) _roles.Note(Source.Topology(), _timeProvider.GetUtcNow());
    }

    private void Publish()
    {
        try
        {
            var facts = Source.Read();
            lock (_gate)
            {
                _roles.Note(facts.Topology, _timeProvider.GetUtcNow());
                var rates = _sampler.Take(facts.Statistics);
                _headline = Headlines.Of(facts, _roles);
                Edition.Write(_book, Source.Name, facts, rates, _roles, _headline);
            }
        }
        catch (ObjectDisposedException)
        {
            // The data source has ended before the application.
        }
#pragma warning disable CA1031 // The next edition may well succeed, and the application must not notice.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            DashboardLog.Failed(_logger, exception, Source.Name);
        }

        Complete();
    }

    private void Complete()
    {
        TaskCompletionSource published;
        lock (_gate)
        {
            published = _published;
            _published = NewSignal();
        }

        published.TrySetResult();
    }

    private sealed class Viewer(SourceFeed feed) : IDisposable
    {
        private int _gone;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _gone, 1) == 0) Interlocked.Decrement(ref feed._viewers);
        }
    }
}
