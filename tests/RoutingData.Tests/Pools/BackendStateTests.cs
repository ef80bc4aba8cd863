using System.Reflection;
using RoutingData.Pools;
using RoutingData.Tests.Documentation;

namespace RoutingData.Tests.Pools;

/// <summary>What a backend connection may go through; checked builds assert it at each step.</summary>
public sealed class BackendStateTests
{
    private static readonly (string Name, int Value)[] States =
    [
        .. from field in typeof(BackendState).GetFields(BindingFlags.Public | BindingFlags.Static)
           where field.IsLiteral && field.Name != nameof(BackendState.Inside)
           let value = (int)field.GetRawConstantValue()!
           from state in new[] { (field.Name, value), ($"{field.Name} \\| {nameof(BackendState.Inside)}", value | BackendState.Inside) }
           select state,
    ];

    [Fact]
    public void The_map_has_the_transitions() => new Document("architecture.md").Check("states of a backend connection", Document.TableOf(
        ["state", "may become"],
        from state in States
        let next = States.Where(other => BackendState.MayFollow(state.Value, other.Value)).Select(other => $"`{other.Name}`").ToArray()
        let isReached = States.Any(other => BackendState.MayFollow(other.Value, state.Value))
        where next.Length > 0 || isReached
        select new[] { $"`{state.Name}`", next.Length == 0 ? "nothing: it serves no more" : string.Join(", ", next) }));

    [Fact]
    public void What_serves_no_more_never_serves_again()
    {
        var over = States.Where(state => (state.Value & ~BackendState.Inside) >= BackendState.Outdated).ToArray();
        Assert.All(over, state => Assert.All(
            States.Where(other => BackendState.MayFollow(state.Value, other.Value)),
            next => Assert.Equal(state.Value & ~BackendState.Inside, next.Value)));
    }
}
