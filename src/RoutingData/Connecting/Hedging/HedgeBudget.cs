namespace RoutingData.Connecting.Hedging;

/// <summary>How many reads may be sent twice: each read pays its part in, each second one costs a whole. It begins with nothing.</summary>
/// <param name="percent">Second reads of a hundred reads.</param>
internal sealed class HedgeBudget(int percent)
{
    private const int Whole = 100;

    /// <summary>Second reads that can be saved up for, so that a reader that stands still for a moment is answered for at once.</summary>
    public const int MostSaved = 50;

    private int _saved;

    /// <summary>Notes a read that could be sent twice.</summary>
    public void NoteRead()
    {
        // Several at a time may save a little more than the most; none of it is spent twice.
        if (Volatile.Read(ref _saved) < MostSaved * Whole) Interlocked.Add(ref _saved, percent);
    }

    /// <summary>Pays for a second read, if there is enough.</summary>
    public bool TrySpend()
    {
        for (var saved = Volatile.Read(ref _saved); saved >= Whole; saved = Volatile.Read(ref _saved))
        {
            if (Interlocked.CompareExchange(ref _saved, saved - Whole, saved) == saved) return true;
        }

        return false;
    }

    /// <summary>Gives back what was paid for a second read that could not be begun.</summary>
    public void GiveBack() => Interlocked.Add(ref _saved, Whole);
}
