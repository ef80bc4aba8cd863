namespace RoutingData.ProxySql.Tests;

/// <summary>Imports of texts, without files.</summary>
internal static class Imports
{
    public const string CnfName = "proxysql.cnf";
    public const string SqlName = "setup.sql";

    /// <summary>Servers and a pair, enough for options that are valid.</summary>
    public const string Servers = """
        mysql_servers = (
          { hostgroup = 10, address = "db001" },
          { hostgroup = 20, address = "db002" }
        )
        mysql_replication_hostgroups = ( { writer_hostgroup = 10, reader_hostgroup = 20 } )
        mysql_users = ( { username = "app", password = "secret", default_hostgroup = 10 } )

        """;

    public static ProxySqlImport File(string text, ProxySqlOptions? options = null) => Read([(ProxySqlInputKind.File, CnfName, text)], options);

    public static ProxySqlImport Script(string text, ProxySqlOptions? options = null) => Read([(ProxySqlInputKind.AdminScript, SqlName, text)], options);

    public static ProxySqlImport FileThenScript(string file, string script) =>
        Read([(ProxySqlInputKind.File, CnfName, file), (ProxySqlInputKind.AdminScript, SqlName, script)], null);

    /// <summary>The kind and the key of each warning.</summary>
    public static IEnumerable<string> Said(this ProxySqlImport import) => import.Warnings.Select(warning => $"{warning.Kind} {warning.Key}");

    private static ProxySqlImport Read((ProxySqlInputKind Kind, string Name, string Text)[] inputs, ProxySqlOptions? options)
    {
        var texts = inputs.ToDictionary(input => input.Name, input => input.Text);
        return ProxySqlImport.Read(inputs.Select(input => new ProxySqlInput(input.Kind, input.Name)), options, name => texts.GetValueOrDefault(name) ?? throw new FileNotFoundException());
    }
}
