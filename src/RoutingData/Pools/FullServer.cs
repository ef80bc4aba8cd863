using System.Diagnostics.CodeAnalysis;
using RoutingData.Monitor;
using RoutingData.Threading;

namespace RoutingData.Pools;

/// <summary>
/// The line before a server that takes no more connections (1040, 1203, 1226). Its head alone tries, after a pause that doubles with each
/// refusal, or as soon as one of this pool's own connections is given back; once one gets in the line moves on. So a full server gets a few
/// connects a second from a process, and what becomes free finds its next user at once.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "It holds nothing but memory.")]
internal sealed class FullServer(TimeProvider timeProvider)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(400);

    private readonly Permits _head = new(1, timeProvider);
    private readonly ChangeSignal _givenBack = new();
    private int _refusals;
    private int _inLine;
    private long _seen;

    /// <summary>Whether the last one who needed a new connection was refused.</summary>
    public bool IsFull => Volatile.Read(ref _refusals) > 0;

    /// <summary>Waits for the head of the line, and then for a reason to try.</summary>
    /// <returns>Whether the caller is the head, and must call <see cref="Leave"/> when it has tried; false when its time is over.</returns>
    public async ValueTask<bool> StandInLineAsync(bool async, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var begun = timeProvider.GetTimestamp();
        Interlocked.Increment(ref _inLine);
        var isHead = false;
        try
        {
            isHead = async
                ? await _head.TakeAsync(timeout, cancellationToken).ConfigureAwait(false)
                : _head.Take(timeout, cancellationToken);
            if (!isHead) return false;
            var left = timeout - timeProvider.GetElapsedTime(begun);
            if (IsFull) await PauseAsync(async, left, cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _seen, _givenBack.Count);
            return true;
        }
        catch
        {
            if (isHead) _head.GiveBack();
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _inLine);
        }
    }

    /// <summary>Notes that the head of the line has tried.</summary>
    public void Leave() => _head.GiveBack();

    /// <summary>Closes it: waiters go on at once.</summary>
    public void Close()
    {
        _head.Close();
        _givenBack.Raise();
    }

    /// <summary>Notes that the server has refused a connection.</summary>
    public void Refused() => Interlocked.Increment(ref _refusals);

    /// <summary>Notes that the server has let one in.</summary>
    public void LetIn()
    {
        if (IsFull) Volatile.Write(ref _refusals, 0);
    }

    /// <summary>Notes that a connection of this process is idle again.</summary>
    public void GivenBack()
    {
        if (Volatile.Read(ref _inLine) > 0) _givenBack.Raise();
    }

    private async ValueTask PauseAsync(bool async, TimeSpan left, CancellationToken cancellationToken)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(Volatile.Read(ref _refusals) - 1, 10));
        if (pause > LongestPause) pause = LongestPause;
        if (pause > left) pause = left;
        if (pause <= TimeSpan.Zero) return;
        var next = _givenBack.Next;
        var seen = Volatile.Read(ref _seen);
        if (_givenBack.Count > seen) return;
        if (!async)
        {
            _givenBack.Wait(seen, pause, cancellationToken);
            return;
        }

        try
        {
            await next.WaitAsync(pause, timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Nothing was given back: another process may have made room.
        }
    }
}
