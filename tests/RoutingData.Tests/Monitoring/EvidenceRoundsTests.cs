using RoutingData.Monitor;
using RoutingData.Monitor.Probing;

namespace RoutingData.Tests.Monitoring;

/// <summary>When positions are asked: while sessions want to know, a few times at once, then at a pace.</summary>
public sealed class EvidenceRoundsTests
{
    private readonly ManualTime _time = new();
    private readonly List<TimeSpan> _rounds = [];
    private readonly EvidenceRounds _evidence;
    private readonly long _begun;
    private Func<long, int> _questions = _ => 1;

    public EvidenceRoundsTests()
    {
        _begun = _time.GetTimestamp();
        _evidence = new EvidenceRounds(new InlineExecution(_time), wanted =>
        {
            _rounds.Add(_time.GetElapsedTime(_begun));
            return Task.FromResult(_questions(wanted));
        });
    }

    [Fact]
    public void Nothing_ticks_while_none_is_wanted()
    {
        Assert.Empty(_time.Timers);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(_rounds);
    }

    [Fact]
    public void A_want_has_one_at_once_and_no_more_when_all_is_known()
    {
        _questions = _ => 0;
        Want();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(_rounds);
        Want();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, _rounds.Count);
    }

    [Fact]
    public void What_brings_nothing_is_asked_ever_more_seldom_and_not_for_long()
    {
        Want();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.InRange(_rounds.Count, 20, 40);
        Assert.True(_rounds[^1] < TimeSpan.FromSeconds(2.2));
        Assert.Equal(TimeSpan.FromMilliseconds(100), _rounds[^1] - _rounds[^2]);
    }

    [Fact]
    public void Somebody_who_waits_ends_the_pause()
    {
        Want();
        _time.Advance(TimeSpan.FromSeconds(1));
        // Until a pause of 100 ms has just begun.
        for (var seen = _rounds.Count; _rounds.Count == seen;) _time.Advance(TimeSpan.FromMilliseconds(1));
        var before = _rounds.Count;
        Want();
        _time.Advance(TimeSpan.FromMilliseconds(2));
        Assert.Equal(before, _rounds.Count);
        _evidence.WantNow(_time.GetTimestamp(), _time.GetTimestamp());
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.NotEqual(before, _rounds.Count);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(_rounds[^1] < TimeSpan.FromSeconds(4));
    }

    [Fact]
    public void However_often_it_is_wanted_there_are_a_hundred_a_second_at_most()
    {
        for (var wants = 0; wants < 5000; wants++)
        {
            Want();
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        for (var first = 0; first < _rounds.Count; first++)
            Assert.InRange(_rounds.Count(round => round >= _rounds[first] && round < _rounds[first] + TimeSpan.FromSeconds(1)), 0, 100);
        Assert.InRange(_rounds.Count, 400, 500);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(7, 64)]
    [InlineData(8, 100)]
    [InlineData(1000, 100)]
    public void The_pause_doubles_up_to_a_tenth_of_a_second(int inVain, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), EvidencePacing.Pause(inVain));

    private void Want() => _evidence.Want(_time.GetTimestamp() + 1, _time.GetTimestamp() + 1);
}
