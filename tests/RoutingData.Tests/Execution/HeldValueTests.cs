using RoutingData.Execution;

namespace RoutingData.Tests.Execution;

/// <summary>A held row gives its values as the types that callers ask for.</summary>
public sealed class HeldValueTests
{
    private static readonly Guid Id = new("0f8fad5b-d9cb-469f-a165-70867728950e");

    [Fact]
    [Trait("Requirement", "D08")]
    public void What_loses_nothing_is_converted()
    {
        Assert.Equal(7, HeldValue.As<int>(7L));
        Assert.Equal(7, HeldValue.As<int>(7UL));
        Assert.Equal(7L, HeldValue.As<long>(7));
        Assert.Equal((short)7, HeldValue.As<short>((sbyte)7));
        Assert.Equal(7, HeldValue.As<int?>(7L));
        Assert.Null(HeldValue.As<int?>(DBNull.Value));
        Assert.True(HeldValue.As<bool>((sbyte)1));
        Assert.True(HeldValue.As<bool>(1UL));
        Assert.Equal(7m, HeldValue.As<decimal>(7L));
        Assert.Equal(1.5, HeldValue.As<double>(1.5m));
        Assert.Equal(DayOfWeek.Friday, HeldValue.As<DayOfWeek>(5L));
        Assert.Equal(Id, HeldValue.As<Guid>(Id.ToString()));
        Assert.Equal(Id, HeldValue.As<Guid>(Id.ToByteArray()));
        Assert.Equal(Id.ToString(), HeldValue.As<string>(Id));
        Assert.Equal(new DateOnly(2020, 2, 3), HeldValue.As<DateOnly>(new DateTime(2020, 2, 3)));
        Assert.Equal(new TimeOnly(4, 5), HeldValue.As<TimeOnly>(new TimeSpan(4, 5, 0)));
        Assert.Same(DBNull.Value, HeldValue.As<object>(DBNull.Value));
        Assert.Same(DBNull.Value, HeldValue.As<DBNull>(DBNull.Value));
    }

    [Fact]
    [Trait("Requirement", "D08")]
    public void What_would_lose_something_is_refused()
    {
        Assert.Throws<OverflowException>(() => HeldValue.As<int>(long.MaxValue));
        Assert.Throws<OverflowException>(() => HeldValue.As<byte>(-1));
        Assert.Throws<InvalidCastException>(() => HeldValue.As<int>(DBNull.Value));
        Assert.Throws<InvalidCastException>(() => HeldValue.As<string>(DBNull.Value));
        Assert.Throws<InvalidCastException>(() => HeldValue.As<string>(7));
        Assert.Throws<InvalidCastException>(() => HeldValue.As<int>("7"));
        Assert.Throws<InvalidCastException>(() => HeldValue.As<int>(new DateTime(2020, 2, 3)));
        Assert.Throws<InvalidCastException>(() => HeldValue.As<DateTime>(7));
    }
}
