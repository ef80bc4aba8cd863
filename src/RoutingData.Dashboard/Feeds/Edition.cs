using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RoutingData.Dashboard.Facts;
using RoutingData.Dashboard.Models;

namespace RoutingData.Dashboard.Feeds;

/// <summary>Writes what is known into a book: pure but for that.</summary>
internal static class Edition
{
    public static void Write(Book book, string name, SourceFacts facts, Rates rates, RoleHistory roles, Headline headline)
    {
        var json = DashboardJson.Default;
        book.Begin();
        Put("source", "", SourceModel.Of(name, facts, rates, roles, headline), json.SourceModel);
        var total = facts.Statistics.Servers.Sum(rates.Of);
        foreach (var server in facts.Statistics.Servers)
        {
            if (facts.Topology.Find(server.Server) is not { } state) continue;
            var key = server.Server.ToString();
            Put("server", key, ServerModel.Of(facts, state, server, rates, total), json.ServerModel);
            Put("lane", key, roles.Of(server.Server).Select(SpanModel.Of).ToArray(), json.SpanModelArray);
            var past = rates.Past.GetValueOrDefault(server.Server, []);
            book.Put("past", key, writer => JsonSerializer.Serialize(writer, PastModel.Of(past), json.PastModel), isForNewcomers: true);
        }

        foreach (var statement in facts.Statistics.Statements)
        {
            var key = Sample.KeyOf(statement);
            Put("statement", key, StatementModel.Of(statement), json.StatementModel);
            Put("counts", key, CountsModel.Of(statement, rates), json.CountsModel);
        }

        foreach (var failover in facts.Statistics.Failovers) Put("story", StoryModel.KeyOf(failover), StoryModel.Of(facts.Topology, failover), json.StoryModel);
        foreach (var rule in facts.Rules) Put("rule", $"{rule.RuleId}", RuleModel.Of(rule), json.RuleModel);
        book.End();

        void Put<T>(string kind, string key, T value, JsonTypeInfo<T> type) => book.Put(kind, key, writer => JsonSerializer.Serialize(writer, value, type));
    }
}
