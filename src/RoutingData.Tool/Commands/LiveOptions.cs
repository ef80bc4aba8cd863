using System.CommandLine;
using RoutingData.Tool.Abstractions;

namespace RoutingData.Tool.Commands;

/// <summary>The options that name a running ProxySQL.</summary>
internal sealed class LiveOptions
{
    private const string Password = "PROXYSQL_ADMIN_PASSWORD";

    private readonly Option<string?> _from = new("--from") { Description = $"The admin port of a running ProxySQL: host or host:port (6032). Its password is in {Password}, or asked for." };
    private readonly Option<string> _user = new("--admin-user") { Description = "Its user there.", DefaultValueFactory = _ => "admin" };

    public void AddTo(Command command)
    {
        command.Options.Add(_from);
        command.Options.Add(_user);
    }

    /// <summary>The ProxySQL that is named; <see langword="null"/> for none.</summary>
    public LiveProxySql? Of(ParseResult result, ToolConsole console)
    {
        if (result.GetValue(_from) is not { Length: > 0 } from) return null;
        // Never an argument: every user of the machine sees those.
        var password = console.Variable(Password) ?? (console.ReadKey is { } read ? Prompt.SecretPrompt.Read(console, read, "Password: ") : "");
        return LiveProxySql.At(from, result.GetValue(_user)!, password);
    }
}
