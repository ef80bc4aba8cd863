namespace WebShop.Servers;

/// <summary>A result, and the server it came from.</summary>
public sealed record Answer<T>(string Server, string Role, T Result);
