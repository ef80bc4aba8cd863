using RoutingData.EntityFrameworkCore.Tests.Shop;

namespace RoutingData.EntityFrameworkCore.Tests.Places;

/// <summary>What somebody writes, and where its statements belong.</summary>
/// <param name="Code">The code, for the document.</param>
/// <param name="Role">reader or writer.</param>
/// <param name="Marks">A part of the text of each statement it is about, as the server logs it.</param>
/// <param name="RunAsync">The code; awaited or not.</param>
internal sealed record PlaceExample(string Code, string Role, string[] Marks, Func<ShopContext, bool, Task> RunAsync)
{
    public override string ToString() => Code;
}
