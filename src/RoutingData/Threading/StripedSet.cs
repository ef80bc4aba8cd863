namespace RoutingData.Threading;

/// <summary>
/// A set in several parts, each under its own lock: all threads add to it and remove from it all the time, and one that is preempted meanwhile
/// holds up a few of the others only. Which part is the caller's choice, so that the order of things in it repeats.
/// </summary>
internal sealed class StripedSet<T>
    where T : class
{
    private const int Stripes = 8;

    private readonly Stripe[] _stripes = [.. Enumerable.Range(0, Stripes).Select(_ => new Stripe())];

    /// <param name="item">What to add.</param>
    /// <param name="part">Any number, but the same one for <see cref="Remove"/>.</param>
    public void Add(T item, int part)
    {
        var stripe = StripeOf(part);
        lock (stripe.Gate) stripe.Items.Add(item);
    }

    public void Remove(T item, int part)
    {
        var stripe = StripeOf(part);
        lock (stripe.Gate) stripe.Items.Remove(item);
    }

    /// <summary>Returns what is in it: each that was there before, and has not been removed since.</summary>
    public IReadOnlyList<T> ToList()
    {
        List<T> items = [];
        foreach (var stripe in _stripes)
        {
            lock (stripe.Gate) items.AddRange(stripe.Items);
        }

        return items;
    }

    private Stripe StripeOf(int part) => _stripes[part & (Stripes - 1)];

    private sealed class Stripe
    {
        public Lock Gate { get; } = new();

        public HashSet<T> Items { get; } = new(ReferenceEqualityComparer.Instance);
    }
}
