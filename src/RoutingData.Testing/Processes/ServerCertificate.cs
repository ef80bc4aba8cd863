using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RoutingData.Testing.Processes;

/// <summary>A certificate for servers, signed by itself, in files that only the cluster's owner can read.</summary>
internal static class ServerCertificate
{
    /// <summary>Makes one.</summary>
    /// <param name="folder">Where its files go.</param>
    /// <returns>The options that both flavors take it by.</returns>
    public static IReadOnlyList<string> Make(ClusterFolder folder)
    {
        var (certificate, key) = (Path.Combine(folder.Root, "server-cert.pem"), Path.Combine(folder.Root, "server-key.pem"));
        using var pair = RSA.Create(2048);
        var request = new CertificateRequest("CN=RoutingData.Testing", pair, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = DateTimeOffset.UtcNow;
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        File.WriteAllText(certificate, made.ExportCertificatePem());
        File.WriteAllText(key, pair.ExportRSAPrivateKeyPem());
        return [$"--ssl-cert={certificate}", $"--ssl-key={key}", $"--ssl-ca={certificate}"];
    }
}
