namespace RoutingData.Connecting.ReaderSelection;

/// <summary>Draws candidates at random, each as often as its weight says. One sample is enough for several draws: what a draw leaves of it is as random.</summary>
internal static class WeightedDraw
{
    private const double BelowOne = 1 - (1.0 / (1L << 53));

    /// <summary>Draws one.</summary>
    /// <param name="candidates">One at least.</param>
    /// <param name="sample">A number from 0 up to but not including 1.</param>
    /// <param name="rest">What is left of it: such a number too, whichever was drawn.</param>
    public static int One(ReadOnlySpan<ReaderCandidate> candidates, double sample, out double rest) => Draw(candidates, except: -1, sample, out rest);

    /// <summary>Draws one of the others.</summary>
    /// <param name="candidates">Two at least.</param>
    /// <param name="first">The one that is not to be drawn.</param>
    /// <param name="sample">A number from 0 up to but not including 1.</param>
    public static int Another(ReadOnlySpan<ReaderCandidate> candidates, int first, double sample) => Draw(candidates, first, sample, out _);

    /// <summary>Returns another number of the same kind, for another question: what a first answer says of the one says nothing of the other.</summary>
    /// <param name="sample">A number from 0 up to but not including 1.</param>
    public static double Again(double sample)
    {
        // SplitMix64's mixing of its bits.
        var bits = BitConverter.DoubleToUInt64Bits(sample) + 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return ((bits ^ (bits >> 31)) >> 11) * (1.0 / (1L << 53));
    }

    private static int Draw(ReadOnlySpan<ReaderCandidate> candidates, int except, double sample, out double rest)
    {
        var total = 0.0;
        for (var index = 0; index < candidates.Length; index++)
        {
            if (index != except) total += candidates[index].Weight;
        }

        var left = sample * total;
        var last = except == candidates.Length - 1 ? candidates.Length - 2 : candidates.Length - 1;
        for (var index = 0; index < last; index++)
        {
            if (index == except) continue;
            var weight = candidates[index].Weight;
            if (left < weight)
            {
                rest = Math.Min(left / weight, BelowOne);
                return index;
            }

            left -= weight;
        }

        rest = Math.Clamp(left / candidates[last].Weight, 0, BelowOne);
        return last;
    }
}
