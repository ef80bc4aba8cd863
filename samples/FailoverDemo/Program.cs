using System.Data.Common;
using FailoverDemo.Article;
using FailoverDemo.Reports;
using FailoverDemo.View;
using FailoverDemo;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RoutingData.Testing;
using RoutingData;
using Spectre.Console;

const int Success = 0, CheckFailed = 1, CouldNotRun = 2, Stopped = 130;

try
{
    var options = DemoOptions.Parse(args);
    if (!options.Help)
        return await RunAsync(options);

    Console.Write(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "help.txt")));
    return Success;
}
catch (FormatException error)
{
    Console.Error.WriteLine($"{error.Message} See --help.");
    return CouldNotRun;
}
catch (Exception error) when (
    error is LocalClusterException or OptionsValidationException or DbException
        or IOException or InvalidDataException or PlatformNotSupportedException)
{
    Console.Error.WriteLine(error.Message);
    return CouldNotRun;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Stopped.");
    return Stopped;
}

static async Task<int> RunAsync(DemoOptions options)
{
    var live = !options.Plain && !options.Article && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities is { Ansi: true, Interactive: true };
    var journal = new Journal();
    if (live)
        AnsiConsole.WriteLine("RoutingData: failover demo");
    else
        PlainView.Follow(journal);

    await using var cluster = options.Config is null
        ? await LocalServers.StartAsync(options.Flavor, options.Article ? Path.Combine("Article", "servers.sql") : "setup.sql", journal)
        : null;
    var names = new ServerNames(cluster);

    // From here to Build() it is what any application does, but for the addresses.
    var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
    if (options.Article)
        ArticleFiles.AddTo(builder.Configuration, journal);
    else
        builder.Configuration.AddJsonFile(Path.GetFullPath(options.Config ?? Path.Combine(AppContext.BaseDirectory, "appsettings.json")));
    var section = builder.Configuration.GetSection("RoutingData");
    cluster?.PutAddresses(section);
    builder.Services.AddRoutingMySql(section);
    builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
    builder.Logging.AddProvider(new JournalLoggerProvider(journal, names));
    using var host = builder.Build();
    await host.StartAsync();

    // Ctrl+C stops the host, and with it the demo.
    var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
    var dataSource = host.Services.GetRequiredService<RoutingDbDataSource>();
    if (options.Article)
    {
        var found = await new ArticleDemo(dataSource, cluster!, names, journal, Pace.Of(options)).RunAsync(stopping);
        Summary.PrintChecks(found);
        await host.StopAsync(CancellationToken.None);
        return found.All(check => check.Holds) ? Success : CheckFailed;
    }

    var stage = new Stage(journal, dataSource.Monitor, names);
    var demo = new Demo(dataSource, new TestTable(dataSource, names), stage, Pace.Of(options), cluster);
    var running = Task.Run(() => demo.RunAsync(stopping), stopping);
    if (live)
        await new LiveView(stage, journal).ShowAsync(running);
    var report = await running;

    var checks = Checks.Of(report);
    Summary.Print(report, checks, stage.Histories, names);
    if (options.Json is not null)
        await JsonReport.WriteAsync(options.Json, report, stopping);
    await host.StopAsync(CancellationToken.None);
    return checks.All(check => check.Holds) ? Success : CheckFailed;
}
