namespace RoutingData.Monitor.Reports;

/// <summary>Whether a server holds a lock that the monitor takes on its own connection to an address, under a name that cannot be guessed.</summary>
/// <param name="Of">The address.</param>
/// <param name="Found">Whether the lock is held on the server that answered; false also where the server does not lend such locks.</param>
internal sealed record LockSighting(ServerAddress Of, bool Found);
