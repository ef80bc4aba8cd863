using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace RoutingData.AspNetCore;

/// <summary>Tokens as text that goes out and comes in: as they are, or under data protection.</summary>
internal sealed class TokenSeal(IDataProtector? protector)
{
    // Encryption makes some 130 characters more of it, and 4 of 3.
    private const int MostProtected = (ConsistencyToken.MaxLength * 2) + 512;

    public string Write(ConsistencyToken token) => protector is null ? token.ToString() : protector.Protect(token.ToString());

    /// <summary>Reads what came from outside.</summary>
    /// <returns>False when it is no token of ours.</returns>
    public bool TryRead(string text, out ConsistencyToken token)
    {
        token = ConsistencyToken.None;
        if (protector is null) return ConsistencyToken.TryParse(text, out token);
        if (text.Length > MostProtected) return false;
        try
        {
            return ConsistencyToken.TryParse(protector.Unprotect(text), out token);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
