namespace RoutingData.Tests.Monitoring;

/// <summary>What a call of the fake driver does instead of its work.</summary>
internal sealed record FakeFault
{
    public static FakeFault None { get; } = new();

    /// <summary>Returns a task that never ends, and looks at no token.</summary>
    public static FakeFault Hang { get; } = new() { Hangs = true };

    /// <summary>Blocks the thread before it returns anything.</summary>
    public static FakeFault Block { get; } = new() { Blocks = true };

    public bool Hangs { get; private init; }

    public bool Blocks { get; private init; }

    public Exception? Throws
    {
        get => Number > 0 ? new FakeDbException(Number, $"the server says {Number}") : field;
        private init;
    }

    private int Number { get; init; }

    public static FakeFault Throw(Exception exception) => new() { Throws = exception };

    /// <summary>An error the server sent, a new one each time.</summary>
    public static FakeFault SayEachTime(int number) => new() { Number = number };

    /// <summary>An error the server sent.</summary>
    public static FakeFault Say(int number) => Throw(new FakeDbException(number, $"the server says {number}"));
}

/// <summary>An exception as both drivers make it: the server's number is in its data.</summary>
internal sealed class FakeDbException : System.Data.Common.DbException
{
    public FakeDbException(int number, string message, Exception? innerException = null)
        : base(message, innerException) => Data["Server Error Code"] = number;
}
