namespace RoutingData.ServerTests.RoutedClusters;

/// <summary>The number of the error that a server sent: the only one both drivers tell alike.</summary>
internal static class ServerError
{
    public static int? NumberOf(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception.Data["Server Error Code"] is int number && number > 0) return number;
        }

        return null;
    }
}
