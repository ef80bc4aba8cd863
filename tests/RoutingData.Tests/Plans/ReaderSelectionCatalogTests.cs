using RoutingData.Configuration;
using RoutingData.Monitor;
using RoutingData.Plans;

namespace RoutingData.Tests.Plans;

/// <summary>What options name is what chooses.</summary>
public sealed class ReaderSelectionCatalogTests
{
    public static TheoryData<string> Names => [.. typeof(ReaderSelectionPolicies).GetFields().Select(name => (string)name.GetRawConstantValue()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_name_of_the_library_has_its_policy(string name) =>
        Assert.Equal(name, ReaderSelectionCatalog.Find(Configured(name.ToUpperInvariant())).Name);

    [Fact]
    public void A_policy_of_the_applications_own_is_found_by_its_name()
    {
        var own = new Own();
        Assert.Same(own, ReaderSelectionCatalog.Find(Configured("own", own)));
    }

    private static RoutingConfiguration Configured(string name, IReaderSelectionPolicy? own = null)
    {
        var options = new RoutingOptions { ConnectionString = "Server=db001;User ID=app", Pool = { ReaderSelection = name } };
        if (own is not null) options.AddReaderSelectionPolicy(own);
        return RoutingConfiguration.Of(options, MySqlDriver.Find().Factory);
    }

    private sealed class Own : IReaderSelectionPolicy
    {
        public string Name => nameof(Own);

        public int Choose(ReadOnlySpan<ReaderCandidate> candidates, double sample) => 0;
    }
}
