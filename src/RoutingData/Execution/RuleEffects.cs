using RoutingData.Configuration;
using RoutingData.Rules;

namespace RoutingData.Execution;

/// <summary>What query rules do to an execution beside choosing its hostgroup.</summary>
internal static class RuleEffects
{
    /// <exception cref="RoutingDbException">A rule answers the statement itself (<c>error_msg</c>).</exception>
    public static void ThrowIfAnswered(RuleOutcome rules)
    {
        if (rules.ErrorMessage is { } message)
        {
            throw new RoutingDbException(
                $"{message} (query rule {rules.ErrorRuleId}; the statement was not sent.)",
                StatementOutcome.NotExecuted, isTransient: false);
        }
    }

    /// <summary>Returns the rule's own timeout, when it is the shorter one. Drivers count in whole seconds: it is rounded up.</summary>
    /// <param name="timeout">The statement's own timeout, s; 0 sets no bound.</param>
    /// <param name="rules">What the rules say.</param>
    public static int Shortened(int timeout, RuleOutcome rules)
    {
        if (rules.TimeoutMs is not > 0) return timeout;
        var seconds = WholeSeconds.Of(rules.TimeoutMs.Value);
        return timeout == 0 ? seconds : Math.Min(seconds, timeout);
    }

    /// <summary>Holds the statement back (<c>delay</c>, <c>default_query_delay</c>).</summary>
    /// <param name="async">Whether to await, or to block this thread.</param>
    /// <param name="delayMs">The sum of all delays; more than 24 days are 24 days.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public static async ValueTask DelayAsync(bool async, long delayMs, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        if (delayMs <= 0) return;
        var delay = TimeSpan.FromMilliseconds(Math.Min(delayMs, int.MaxValue));
        if (async) await Task.Delay(delay, timeProvider, cancellationToken).ConfigureAwait(false);
        else cancellationToken.WaitHandle.WaitOne(delay);
    }
}
