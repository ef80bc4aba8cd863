using System.Data.Common;
using System.Security.Authentication;
using System.Security.Cryptography;

namespace RoutingData.Monitor.Drivers;

/// <summary>Whether a connect failed for a reason that no waiting heals: a refused login, a certificate that is not trusted, a file that is not
/// there, an option that the driver cannot work with.</summary>
internal static class HopelessConnect
{
    public static bool Is(Exception? exception)
    {
        if (exception is null or OperationCanceledException) return false;
        if (DriverError.ServerNumber(exception) is not null) return DriverError.IsLoginRefusal(exception);
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (DriverError.IsTimeOver(inner)) return false;
            // MySql.Data's text for a name that is not known, or not yet.
            if (inner is ArgumentException && DriverError.CouldNotConnect(exception)) continue;
            if (inner is AuthenticationException or CryptographicException or NotSupportedException or NotImplementedException
                or ArgumentException or FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
            {
                return true;
            }
        }

        // Neither the server's answer nor trouble with the line: the driver's own about its options, or about TLS that the server has not.
        return exception is DbException && exception.InnerException is null
            && (!DriverError.IsConnectionLost(exception) || exception.Message.Contains("support SSL", StringComparison.OrdinalIgnoreCase));
    }
}
