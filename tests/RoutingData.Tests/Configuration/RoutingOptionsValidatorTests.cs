using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RoutingData.Configuration;

namespace RoutingData.Tests.Configuration;

public class RoutingOptionsValidatorTests
{
    [Fact]
    public void Host_tells_all_faults_when_it_starts()
    {
        using var services = new ServiceCollection()
            .AddOptionsWithValidateOnStart<RoutingOptions, RoutingOptionsValidator>()
            .Configure(options => (options.DefaultHostgroup, options.TransactionPersistent) = (-1, false))
            .Services.BuildServiceProvider();

        var e = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal(
            ["DefaultHostgroup", "Servers", "TransactionPersistent", "Username"],
            e.Failures.Select(failure => failure.Split(':')[0]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Valid_options_pass() =>
        Assert.True(new RoutingOptionsValidator().Validate(null, new() { ConnectionString = "Server=db001;User ID=app" }).Succeeded);
}
