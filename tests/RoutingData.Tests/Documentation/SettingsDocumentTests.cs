using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.Extensions.Configuration;
using RoutingData.Configuration;
using RoutingData.Monitor;

namespace RoutingData.Tests.Documentation;

public sealed class SettingsDocumentTests
{
    private static readonly Document Settings = new("settings.md");

    [Theory]
    [InlineData(typeof(RoutingOptions))]
    [InlineData(typeof(ServerOptions))]
    [InlineData(typeof(ReplicationHostgroupOptions))]
    [InlineData(typeof(QueryRuleOptions))]
    [InlineData(typeof(MonitorOptions))]
    [InlineData(typeof(FailoverOptions))]
    [InlineData(typeof(ConsistencyOptions))]
    [InlineData(typeof(PoolOptions))]
    [InlineData(typeof(DiscoveryOptions))]
    [InlineData(typeof(HedgingOptions))]
    [InlineData(typeof(OutlierOptions))]
    [InlineData(typeof(TelemetryOptions))]
    public void Every_option_has_a_row_with_its_type_and_default_and_no_other_row_exists(Type type)
    {
        var defaults = Activator.CreateInstance(type)!;
        var expected =
            from property in type.GetProperties()
            select $"`{property.Name}` | {TypeOf(property)} | {DefaultOf(property.GetValue(defaults))}";
        var rows = Settings.Table($"`{type.Name}`");

        var written = rows.Select(row => string.Join(" | ", row.Take(3)));
        Assert.Equal(expected.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.Equal(6, row.Count(cell => cell.Length > 0)));
    }

    [Fact]
    public void Every_keyword_has_a_row_with_all_its_spellings()
    {
        var spellings = (IEnumerable<KeyValuePair<string, RoutingKeyword>>)typeof(RoutingKeywords)
            .GetField("Spellings", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;
        var rows = Settings.Table("Keywords of the connection string");

        var names = Enum.GetValues<RoutingKeyword>().Select(keyword => $"`{RoutingKeywords.NameOf(keyword)}`");
        Assert.Equal(names, rows.Select(row => row[0]));
        foreach (var row in rows)
        {
            var keyword = RoutingKeywords.Find(row[0].Trim('`'))!.Value;
            var listed = $"{row[0]}, {row[1]}".Split(", ").Where(text => text.StartsWith('`')).Select(text => Plain(text.Trim('`')));
            Assert.Equal(
                spellings.Where(spelling => spelling.Value == keyword).Select(spelling => spelling.Key).Order(StringComparer.Ordinal),
                listed.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Example_binds_and_has_no_fault() => Assert.Empty(FaultsOf(Settings.Code("json")[0]));

    [Fact]
    public void Faults_of_the_wrong_example_are_the_ones_shown() => Settings.Check(
        "faults", $"```text\n{string.Join('\n', FaultsOf(Settings.Code("json")[1]))}\n```\n");

    private static IEnumerable<string> FaultsOf(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        var options = new RoutingOptions();
        RoutingOptionsBinder.Bind(new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("RoutingData"), options);
        return RoutingOptionsValidation.Validate(options, MySqlDriver.Find().Factory).Select(fault => fault.ToString());
    }

    private static string Plain(string spelling) => spelling.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    private static string TypeOf(PropertyInfo property)
    {
        var type = property.PropertyType;
        var isNullable = Nullable.GetUnderlyingType(type) is not null ||
            (!type.IsValueType && new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable);
        type = Nullable.GetUnderlyingType(type) ?? type;
        var name = Type.GetTypeCode(type) switch
        {
            TypeCode.Int32 when !type.IsEnum => "int",
            TypeCode.Boolean => "bool",
            TypeCode.String => "string",
            _ when type == typeof(IList<string>) => "list of string",
            _ when type.IsGenericType => $"list of {type.GenericTypeArguments[0].Name}",
            _ => type.Name,
        };
        return isNullable ? $"{name}?" : name;
    }

    private static string DefaultOf(object? value) => value switch
    {
        null => "none",
        "" => "empty",
        string text => $"`{text}`",
        bool or Enum => $"`{value.ToString()!.ToLowerInvariant()}`",
        int number => number.ToString(CultureInfo.InvariantCulture),
        System.Collections.IEnumerable => "empty",
        _ => "see below",
    };
}
