namespace RoutingData.ProxySql.Tests.Mapping;

public sealed class UserMappingTests
{
    private const string Users = """
        mysql_servers = ( { hostgroup=10, address="db001" }, { hostgroup=20, address="db002" } )
        mysql_replication_hostgroups = ( { writer_hostgroup=10, reader_hostgroup=20 } )
        mysql_query_rules = ( { rule_id=1, match_digest="^SELECT", destination_hostgroup=20, apply=1 } )
        mysql_users = (
          { username="old", password="s3cret-0", active=0 },
          { username="app", password="s3cret-1", default_hostgroup=10, default_schema="shop", transaction_persistent=0, max_connections=500 },
          { username="reports", password="s3cret-2", default_hostgroup=20, use_ssl=1, fast_forward=1 },
          { username="batch", password="s3cret-3", default_hostgroup=10 }
        )

        """;

    [Fact]
    public void First_active_user_is_taken_and_the_others_are_named()
    {
        var import = Imports.File(Users);
        var options = import.Options();

        Assert.Equal(("app", "s3cret-1", "shop", 10, 500), (options.Username, options.Password, options.DefaultSchema, options.DefaultHostgroup, options.Pool.MaxConnections));
        Assert.Equal(["NotNeeded mysql_users.active", "NotSupported mysql_users", "NotSupported mysql_users.transaction_persistent"], import.Said());
        Assert.Equal(2, import.Warnings.Single(warning => warning.Key == "mysql_users").Count);
        Assert.True(options.TransactionPersistent);
    }

    [Fact]
    public void Another_user_is_taken_by_name_with_its_own_hostgroup()
    {
        var import = Imports.File(Users, new ProxySqlOptions { Username = "reports" });
        var options = import.Options();

        Assert.Equal(("reports", "s3cret-2", 10), (options.Username, options.Password, options.DefaultHostgroup));
        Assert.Equal(20, options.QueryRules[0].DestinationHostgroup);
        Assert.Contains("NotSupported mysql_users.fast_forward", import.Said());
        Assert.Contains("Adjusted mysql_users.default_hostgroup", import.Said());
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("old")]
    public void A_user_that_is_not_there_is_a_fault(string username) =>
        Assert.Throws<ProxySqlFormatException>(() => Imports.File(Users, new ProxySqlOptions { Username = username }));

    [Fact]
    public void A_user_without_a_password_has_it_from_elsewhere() =>
        Assert.DoesNotContain("Password", Imports.File("mysql_users = ( { username=\"app\", password=\"\" } )").Settings.Keys);

    [Fact]
    public void No_warning_repeats_a_password() =>
        Assert.DoesNotContain(Imports.File(Users).Warnings, warning => warning.ToString().Contains("s3cret", StringComparison.Ordinal));

    [Theory]
    [InlineData("*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19", true)]
    [InlineData("$A$005$THISISACOMBINATIONOFINVALIDSALTANDPASSWORDTHATMUSTNEVERBRBEUSED", true)]
    [InlineData("*short", false)]
    public void A_hash_is_no_password(string password, bool isHash)
    {
        var import = Imports.File($$"""mysql_users = ( { username="app", password="{{password}}" } )""");
        Assert.Equal(isHash ? null : password, import.Settings.GetValueOrDefault("Password"));
        Assert.Equal(isHash, import.Said().Contains("Adjusted mysql_users.password"));
    }
}
