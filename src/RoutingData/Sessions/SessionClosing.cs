namespace RoutingData.Sessions;

/// <summary>Closes a session: gives back all that it has, whatever fails on the way.</summary>
internal readonly struct SessionClosing(RoutingSession session)
{
    /// <summary>Closes it; the next session begins with nothing of this one.</summary>
    public async ValueTask RunAsync(bool async)
    {
        try
        {
            if (session.Reader is { IsClosed: false } open)
            {
                if (async) await open.DisposeAsync().ConfigureAwait(false);
                else open.Dispose();
            }
        }
        finally
        {
            // An open reader may have an error to report, and the transaction ends all the same.
            await EndTransactionAsync(async).ConfigureAwait(false);
        }
    }

    private async ValueTask EndTransactionAsync(bool async)
    {
        try
        {
            if (session.Transaction is { } transaction) await transaction.EndAsync(async).ConfigureAwait(false);
        }
        finally
        {
            await LeaveAsync(async).ConfigureAwait(false);
        }
    }

    private async ValueTask LeaveAsync(bool async)
    {
        session.Sessions.Release();
        // A transaction from outside goes on without the session.
        session.Scope?.LeaveConnection();
        if (!session.IsAmbient && session.Affinity.Holder is { } holder)
            await SessionLocks.ReleaseAsync(async, session.State, holder).ConfigureAwait(false);
        session.Scope?.Leave();
        await session.ReturnOthersAsync(async, keep: null).ConfigureAwait(false);
    }
}
