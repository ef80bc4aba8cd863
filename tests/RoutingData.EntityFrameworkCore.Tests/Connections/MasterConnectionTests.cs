namespace RoutingData.EntityFrameworkCore.Tests.Connections;

public sealed class MasterConnectionTests
{
    [Theory]
    [InlineData("Server=db001;User ID=app;Pooling=False", true)]
    [InlineData("Server=db001;User ID=app;Database=;Pooling=false", true)]
    [InlineData("Server=db001;User ID=app;Database=shop;Pooling=False", false)]
    [InlineData("Server=db001;User ID=app;Initial Catalog=shop;Pooling=False", false)]
    [InlineData("Server=db001,db002;User ID=app", false)]
    [InlineData("Server=db001,db002;User ID=app;Database=", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_a_connection_to_no_database_that_is_not_pooled_stays_the_providers(string? connectionString, bool isMaster) =>
        Assert.Equal(isMaster, MasterConnection.IsMeantBy(connectionString));
}
