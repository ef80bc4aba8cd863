using System.Collections.Frozen;
using System.Data;
using RoutingData.Monitor;
using RoutingData.Routing;
using RoutingData.Rules;
using RoutingData.Statements;

namespace RoutingData.Tests.Routing;

public sealed class BatchRouteTests
{
    private static readonly RoutePolicy Policy = new(10, [new ReplicationHostgroup(10, 20)]);

    [Theory]
    [InlineData("SELECT 1", "SELECT 2")]
    [InlineData("SELECT 1", "UPDATE t SET v = 1")]
    [InlineData("BEGIN", "INSERT INTO t VALUES (1)", "COMMIT")]
    [InlineData("BEGIN", "INSERT INTO t VALUES (1)")]
    [InlineData("START TRANSACTION READ ONLY", "SELECT 1")]
    [InlineData("SELECT 1", "SELECT @v")]
    [InlineData("SET NAMES utf8mb4", "SELECT 1")]
    [InlineData("SET time_zone = '+00:00'", "USE a", "USE b")]
    [InlineData("SELECT GET_LOCK('a', 1)", "SELECT RELEASE_LOCK('a')")]
    [InlineData("CREATE TEMPORARY TABLE t (v INT)", "SELECT 1")]
    [Trait("Requirement", "D17")]
    public void A_batch_goes_where_its_statements_in_one_text_would_go_and_leaves_behind_the_same(params string[] texts)
    {
        var batch = BatchRoute.Of(Policy, [.. texts.Select(Of)]);
        var text = Of(string.Join("; ", texts));

        Assert.Equal((text.Decision.Target, text.Decision.Hostgroup), (batch.Decision.Target, batch.Decision.Hostgroup));
        Assert.Equal(
            (text.Traits.Effects, text.Traits.EffectsIfInterrupted, text.Traits.StatementCount, text.Traits.Database, string.Join(", ", text.Traits.Settings)),
            (batch.Traits.Effects, batch.Traits.EffectsIfInterrupted, batch.Traits.StatementCount, batch.Traits.Database, string.Join(", ", batch.Traits.Settings)));
    }

    private static Route Of(string text) =>
        new Router(Policy, new QueryRuleSet([], StatementDigest.Of), FrozenSet<string>.Empty, username: null, _ => { })
            .GetRoute(text, CommandType.Text, "shop", SqlModes.None, default);
}
