using System.Net;
using System.Net.Sockets;
using RoutingData.Monitor.Drivers;

namespace RoutingData.Monitor.Probing;

/// <summary>
/// Why a server cannot be connected to, where its driver does not say: MySqlConnector has one sentence, without a host, for a name that is
/// not known, a port on which nothing listens and a network that is not there, and MySql.Data calls such a name invalid. The network itself is
/// asked, once a second at most.
/// </summary>
internal sealed class ConnectReason(ServerAddress server, MySqlDriver driver, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    // The driver has just been refused: what does not answer now is not worth a probe's whole time.
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(200);

    private volatile Word? _last;

    /// <summary>Returns the failure with its reason; as it is where it says one itself, or there is none to be found.</summary>
    /// <param name="async">Whether to await.</param>
    /// <param name="failure">What the driver threw.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public async ValueTask<Exception> OfAsync(bool async, Exception failure, CancellationToken cancellationToken)
    {
        if (!driver.HidesReasons || !DriverError.CouldNotConnect(failure) || SaysWhy(failure) || HopelessConnect.Is(failure)) return failure;
        if (_last is not { } word || time.GetElapsedTime(word.At) >= Fresh)
            _last = word = new Word(await AskAsync(async, cancellationToken).ConfigureAwait(false), time.GetTimestamp());
        return word.Reason is { } reason ? new IOException($"{failure.Message} {reason.Message}", reason) : failure;
    }

    private static bool SaysWhy(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is SocketException or TimeoutException) return true;
        }

        return false;
    }

    // Null when it lets itself be connected to by now.
    private async ValueTask<SocketException?> AskAsync(bool async, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // The send timeout ends a synchronous connect where the system knows no other.
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { SendTimeout = (int)Timeout.TotalMilliseconds };
        try
        {
            if (async)
            {
                over.CancelAfter(Timeout);
                var addresses = await Dns.GetHostAddressesAsync(server.Hostname, over.Token).ConfigureAwait(false);
                await socket.ConnectAsync(addresses, server.Port, over.Token).ConfigureAwait(false);
            }
            else
            {
                socket.Connect(Dns.GetHostAddresses(server.Hostname), server.Port);
            }

            return null;
        }
        catch (SocketException exception)
        {
            return exception;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SocketException((int)SocketError.TimedOut);
        }
    }

    private sealed record Word(SocketException? Reason, long At);
}
