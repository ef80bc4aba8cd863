using RoutingData.Rules;

namespace RoutingData.Sessions;

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

    /// <summary>The rule's own timeout, when it is the shorter one. Drivers count in whole seconds: it is rounded up.</summary>
    /// <param name="timeout">The statement's own timeout, s; 0 sets no bound.</param>
    /// <param name="rules">What the rules say.</param>
    public static int Shortened(int timeout, RuleOutcome rules)
    {
        if (rules.TimeoutMs is not > 0) return timeout;
        var seconds = (rules.TimeoutMs.Value + 999) / 1000;
        return timeout == 0 ? seconds : Math.Min(seconds, timeout);
    }

    /// <summary>Holds the statement back (<c>delay</c>, <c>default_query_delay</c>).</summary>
    public static async ValueTask DelayAsync(bool async, int delayMs, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        if (delayMs <= 0) return;
        var delay = TimeSpan.FromMilliseconds(delayMs);
        if (async) await Task.Delay(delay, timeProvider, cancellationToken).ConfigureAwait(false);
        else cancellationToken.WaitHandle.WaitOne(delay);
    }
}
