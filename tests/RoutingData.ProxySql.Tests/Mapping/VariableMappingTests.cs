namespace RoutingData.ProxySql.Tests.Mapping;

public sealed class VariableMappingTests
{
    [Theory]
    [InlineData("monitor_connect_timeout=700", "Monitor:ConnectTimeoutMs", "700")]
    [InlineData("monitor_connect_interval=60000", "Monitor:ConnectIntervalMs", "60000")]
    [InlineData("monitor_read_only_interval=2000", "Monitor:ReadOnlyIntervalMs", "2000")]
    [InlineData("monitor_read_only_max_timeout_count=2", "Monitor:ReadOnlyMaxTimeoutCount", "2")]
    [InlineData("monitor_writer_is_also_reader=false", "Monitor:WriterIsAlsoReader", "false")]
    [InlineData("monitor_writer_is_also_reader=\"1\"", "Monitor:WriterIsAlsoReader", "true")]
    [InlineData("connect_timeout_server=3000", "Pool:ConnectTimeoutMs", "3000")]
    [InlineData("connect_timeout_server_max=20000", "Failover:WriterWaitTimeoutMs", "20000")]
    [InlineData("connect_retries_on_failure=5", "Failover:ConnectRetriesOnFailure", "5")]
    [InlineData("query_retries_on_failure=0", "Failover:QueryRetriesOnFailure", "0")]
    [InlineData("default_query_timeout=36000000", "DefaultQueryTimeoutMs", "36000000")]
    [InlineData("default_query_delay=3", "DefaultQueryDelayMs", "3")]
    [InlineData("max_connections=2048", "Pool:MaxConnections", "2048")]
    [InlineData("default_schema=\"shop\"", "DefaultSchema", "shop")]
    [InlineData("monitor_username=\"watch\"", "Monitor:Username", "watch")]
    // ProxySQL's monitor is monitor:monitor where only the other half is said.
    [InlineData("monitor_username=\"watch\"", "Monitor:Password", "monitor")]
    [InlineData("monitor_password=\"x\"", "Monitor:Username", "monitor")]
    public void Variables_become_settings(string variable, string setting, string value)
    {
        var import = Imports.File($"mysql_variables = {{ {variable} }}");
        Assert.Equal(value, import.Settings[setting]);
        Assert.Empty(import.Warnings);
    }

    [Theory]
    [InlineData("mysql_variables = { threads=4 }", "NotNeeded mysql-threads")]
    [InlineData("mysql_variables = { have_compress=true }", "NotSupported mysql-have_compress")]
    [InlineData("mysql_variables = { thread=4 }", "Unknown mysql-thread")]
    [InlineData("mysql_variables = { mysql-threads=4 }", "Unknown mysql-mysql-threads")]
    [InlineData("admin_variables = { web_port=6080 }", "NotNeeded admin-web_port")]
    [InlineData("mysql_variables = { connect_timeout_server=3 }", "Adjusted mysql-connect_timeout_server")]
    [InlineData("mysql_variables = { monitor_writer_is_also_reader=\"perhaps\" }", "Adjusted mysql-monitor_writer_is_also_reader")]
    [InlineData("mysql_variables = { monitor_read_only_interval=500 }", "Adjusted mysql-monitor_read_only_timeout")]
    [InlineData("mysql_variables = { monitor_read_only_timeout=5000 }", "Adjusted mysql-monitor_read_only_timeout")]
    [InlineData("datadir = \"/x\"", "NotNeeded datadir")]
    [InlineData("pgsql_variables = { threads=4 }", "NotSupported pgsql_variables")]
    [InlineData("cluster = 4", "Unknown cluster")]
    [InlineData("scheduler = ( { id=1, interval_ms=1000, filename=\"x\" } )", "NotSupported scheduler")]
    public void What_becomes_no_setting_is_said_once(string text, string said) => Assert.Equal([said], Imports.File(text).Said());

    [Fact]
    public void A_probe_ends_before_the_next_one_begins() => Assert.Equal(
        "500", Imports.File("mysql_variables = { monitor_read_only_interval=500; monitor_read_only_timeout=900 }").Settings["Monitor:ReadOnlyTimeoutMs"]);

    [Fact]
    public void A_user_has_no_more_sessions_than_all_users_together() => Assert.Equal("100", Imports.File("""
        mysql_variables = { max_connections=100 }
        mysql_users = ( { username="app", max_connections=500 } )
        """).Settings["Pool:MaxConnections"]);

    [Fact]
    public void A_variable_of_the_wrong_shape_is_a_fault() =>
        Assert.Throws<ProxySqlFormatException>(() => Imports.File("mysql_variables = { threads = ( 1 ) }"));
}
