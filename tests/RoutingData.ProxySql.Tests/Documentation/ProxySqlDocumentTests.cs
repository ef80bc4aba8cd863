using System.Globalization;
using System.Text.RegularExpressions;
using RoutingData.ProxySql.Mapping;
using RoutingData.ProxySql.Tables;
using RoutingData.Tests.Documentation;

namespace RoutingData.ProxySql.Tests.Documentation;

/// <summary>docs/proxysql.md says of every key of ProxySQL's what becomes of it.</summary>
public sealed class ProxySqlDocumentTests
{
    private static readonly Document Page = new("proxysql.md");

    [Fact]
    public void Columns_stand_in_the_page() => Page.Check("columns", Document.TableOf(
        ["column", "becomes", "note"],
        from table in TableCatalog.All
        where table.Reason is null
        from column in table.Columns
        let meaning = ColumnMeanings.All[$"{table.Name}.{column.Name}"]
        select new[] { $"`{table.Name}.{column.Name}`", Setting(meaning.Setting), Note(meaning) }));

    [Fact]
    public void Tables_that_are_not_taken_over_stand_in_the_page() => Page.Check("tables", Document.TableOf(
        ["table", "why"], TableCatalog.All.Where(table => table.Reason is not null).Select(table => new[] { $"`{table.Name}`", table.Reason! })));

    [Fact]
    public void Variables_stand_in_the_page() => Page.Check("variables", Document.TableOf(
        ["variable", "becomes", "note"],
        TakenVariables.All.Select(variable => (variable.Key, Setting: (string?)variable.Value.Setting, Note: Range(variable.Value)))
            .Concat(OtherVariables.All.Select(variable => (variable.Key, variable.Value.Setting, Note: Note(variable.Value))))
            .OrderBy(row => row.Key, StringComparer.Ordinal)
            .Select(row => new[] { $"`{row.Key}`", Setting(row.Setting), row.Note })));

    [Fact]
    public void Other_settings_stand_in_the_page() => Page.Check("general", Document.TableOf(
        ["setting", "why not"],
        GeneralSettings.All.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => new[] { $"`{setting.Key}`", Note(setting.Value) })));

    private static string Setting(string? setting) => setting is null ? "-" : $"`{setting}`";

    private static string Note(Meaning meaning) => meaning switch
    {
        { Reason: null } => "-",
        { Setting: null, Kind: ProxySqlWarningKind.NotNeeded } => $"not needed: {Cell(meaning.Reason)}",
        { Setting: null } => $"not supported: {Cell(meaning.Reason)}",
        _ => Cell(meaning.Reason),
    };

    private static string Range(VariableMeaning meaning) => meaning.Kind == VariableKind.Number
        ? string.Create(CultureInfo.InvariantCulture, $"{meaning.Min} to {meaning.Max}; otherwise the default stays")
        : "-";

    private static string Cell(string text) => Regex.Replace(text, @"\|", @"\|");
}
