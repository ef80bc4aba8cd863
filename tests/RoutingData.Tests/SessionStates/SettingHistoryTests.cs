using RoutingData.SessionStates;
using RoutingData.Statements;

namespace RoutingData.Tests.SessionStates;

/// <summary>What a connection that joins a session late is told: statements with a bar between, then what is repeated.</summary>
[Trait("Fault", "C8")]
[Trait("Fault", "S16")]
public sealed class SettingHistoryTests
{
    [Theory]
    [InlineData("SET time_zone = '+01:00'|SET time_zone = '+02:00'", "SET time_zone = '+02:00'")]
    [InlineData("SET TIME_ZONE = '+01:00'|SET @@session.time_zone = '+02:00'", "SET @@session.time_zone = '+02:00'")]
    [InlineData("SET a = 1, b = 2|SET a = 3", "SET b = 2, a = 3")]
    [InlineData("SET a = 1|SET b = 2, a = 3, c = 4", "SET b = 2, a = 3, c = 4")]
    [InlineData("SET a = 1, a = 2", "SET a = 2")]
    [InlineData("SET SESSION tx_isolation = 'SERIALIZABLE'|SET SESSION transaction_isolation = 'READ-COMMITTED'", "SET SESSION transaction_isolation = 'READ-COMMITTED'")]
    // SET NAMES sets four variables; one of them alone does not undo it.
    [InlineData("SET character_set_results = latin1|SET NAMES utf8mb4", "SET NAMES utf8mb4")]
    [InlineData("SET NAMES utf8mb4|SET character_set_results = latin1", "SET NAMES utf8mb4, character_set_results = latin1")]
    [InlineData("SET NAMES utf8mb4|SET CHARACTER SET utf8", "SET CHARACTER SET utf8")]
    [InlineData("SET collation_connection = utf8mb4_bin|SET character_set_connection = latin1", "SET character_set_connection = latin1")]
    // Switches are set piece by piece.
    [InlineData("SET optimizer_switch = 'mrr=on'|SET optimizer_switch = 'icp=off'", "SET optimizer_switch = 'mrr=on', optimizer_switch = 'icp=off'")]
    [InlineData("SET optimizer_switch = 'mrr=on'|SET optimizer_switch = 'mrr=off'|SET optimizer_switch = 'mrr=on'", "SET optimizer_switch = 'mrr=off', optimizer_switch = 'mrr=on'")]
    // What a value was computed from stays before it, and what is computed together stays together.
    [InlineData("SET a = 1|SET b = @@a, a = 5|SET a = 6|SET a = 7", "SET a = 1|SET b = @@a, a = 5|SET a = 7")]
    [InlineData("SET SESSION TRANSACTION READ ONLY|SET a = 1|SET SESSION TRANSACTION READ WRITE", "SET a = 1|SET SESSION TRANSACTION READ WRITE")]
    public void The_last_value_of_each_variable_in_as_few_statements_as_may_be(string story, string repeated)
    {
        var state = Play(story);
        Assert.Equal(repeated, string.Join('|', SettingHistory.Since(state.Settings, applied: 0).Select(next => next.Statement)));
        Assert.Empty(SettingHistory.Since(state.Settings, state.SettingsVersion));
    }

    [Fact]
    public void Sixteen_thousand_settings_of_one_variable_are_one_statement()
    {
        var state = SessionState.Initial;
        for (var i = 0; i < 16_000; i++) state = state.After(Classify($"SET group_concat_max_len = {i + 4}"));

        Assert.Equal([(16_000, "SET group_concat_max_len = 16003")], SettingHistory.Since(state.Settings, applied: 0));
        Assert.Equal(SessionPins.None, state.Pins);
    }

    [Fact]
    public void Settings_that_build_on_each_other_without_end_tie_the_session_instead()
    {
        var state = SessionState.Initial;
        for (var i = 0; i < 5_000; i++) state = state.After(Classify("SET a = @@a + 1"));

        Assert.Equal(SettingHistory.Longest, state.Settings.Length);
        Assert.Equal(SessionPins.Setting, state.Pins);
    }

    [Fact]
    public void A_connection_that_has_seen_some_is_told_the_rest()
    {
        var state = Play("SET a = 1|SET b = 2|SET c = @@a|SET d = 4|SET e = 5");
        Assert.Equal([(3, "SET c = @@a"), (5, "SET d = 4, e = 5")], SettingHistory.Since(state.Settings, applied: 2));
    }

    private static SessionState Play(string story) =>
        story.Split('|').Aggregate(SessionState.Initial, (state, text) => state.After(Classify(text)));

    private static StatementTraits Classify(string text) => StatementClassifier.Classify(text, ClassifierOptions.Default);
}
