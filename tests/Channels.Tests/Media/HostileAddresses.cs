using System.Globalization;
using System.Net;

namespace Gateway.Channels.Tests.Media;

/// <summary>
/// Addresses that try to lead a fetch to where it must not go, in every spelling that some client or other understands.
/// </summary>
internal static class HostileAddresses
{
    private static readonly string[] Targets =
        ["127.0.0.1", "169.254.169.254", "10.0.0.5", "172.16.3.4", "192.168.1.1", "100.64.0.1", "0.0.0.0", "198.18.0.1",
            "224.0.0.1", "255.255.255.255"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Targets.SelectMany(Spellings), .. Others];

    private static IEnumerable<string> Spellings(string target)
    {
        var bytes = IPAddress.Parse(target).GetAddressBytes();
        var number = (uint)((bytes[0] << 24) | (bytes[1] << 16) | (bytes[2] << 8) | bytes[3]);
        var hex = number.ToString("x8", CultureInfo.InvariantCulture);
        var (high, low) = (hex[..4], hex[4..]);
        return
        [
            $"https://{target}/",
            $"https://{target}./",
            $"https://{number}/",
            $"https://0x{hex}/",
            $"https://0{Convert.ToString(number, 8)}/",
            $"https://{string.Join('.', bytes.Select(part => $"0x{part:x2}"))}/",
            $"https://{string.Join('.', bytes.Select(part => "0" + Convert.ToString(part, 8).PadLeft(3, '0')))}/",
            $"https://{bytes[0]}.0x{bytes[1]:x}.0{Convert.ToString(bytes[2], 8)}.{bytes[3]}/",
            $"https://{bytes[0]}.{((bytes[1] << 16) | (bytes[2] << 8) | bytes[3]).ToString(CultureInfo.InvariantCulture)}/",
            $"https://{bytes[0]}.{bytes[1]}.{((bytes[2] << 8) | bytes[3]).ToString(CultureInfo.InvariantCulture)}/",
            $"https://[::ffff:{target}]/",
            $"https://[::ffff:{high}:{low}]/",
            $"https://[0:0:0:0:0:ffff:{high}:{low}]/",
            $"https://[::{target}]/",
            $"https://[64:ff9b::{target}]/",
            $"https://[64:ff9b:1::{high}:{low}]/",
            $"https://[2002:{high}:{low}::1]/",
            $"https://[2001:0:{high}:{low}:0:0:0:1]/",
            $"https://[2a00:1450::5efe:{high}:{low}]/",
            $"https://cdn.example.test@{target}/",
            $"https://cdn.example.test:443@{target}:443/",
            $"https://{target}#@cdn.example.test/",
            $"https://{target}?@cdn.example.test/",
            $"https://{target}%2f@cdn.example.test:22/",
            $@"https://cdn.example.test\@{target}/",
            $"//{target}/",
            $"http://{target}/",
            $"https://{string.Concat(target.Select(sign => char.IsAsciiDigit(sign) ? (char)('\uff10' + (sign - '0')) : sign))}/",
            $"https://{target.Replace('.', '\u3002')}/",
            $"https://{string.Join('.', target.Split('.').Select(part => "%" + ((int)part[0]).ToString("x2", CultureInfo.InvariantCulture) + part[1..]))}/",
            $"https://{target}.nip.test/",
        ];
    }

    private static IEnumerable<string> Others =>
    [
        "https://localhost/", "https://LOCALHOST/", "https://localhost./", "https://localhost.localdomain/",
        "https://ip6-localhost/",
        "https://[::1]/", "https://[::]/", "https://[::%31]/", "https://[fe80::1]/", "https://[fe80::1%25eth0]/",
        "https://[fc00::1]/", "https://[fd00:ec2::254]/",
        "https://[ff02::1]/", "https://[2001:db8::1]/", "https://[3fff::1]/", "https://[100::1]/", "https://[5f00::1]/",
        "https://[2001:10::1]/",
        "https://[0:0:0:0:0:0:0:1]/", "https://[::0001]/", "https://127.1/", "https://127.0.1/", "https://0/",
        "https://00/", "https://0x0/", "https://127.127.127.127/",
        "https://metadata/", "https://metadata.google.internal/computeMetadata/v1/",
        "https://metadata.google.internal./", "https://instance-data/latest/meta-data/",
        "https://kubernetes.default.svc/", "https://redis/", "https://postgres.local/", "https://xn--fsqu00a.test/",
        "https://xn--lcalhost-54a/", "https://l\u00f6calhost.test/",
        "https://\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3/", "https://\u217cocalhost/",
        "https://loc\u00adalhost/", "https://127\u30020\u30020\u30021/",
        "https://rebind.example.test/", "https://cdn.example.test.rebind.example.test/", "https://cdn.example.test:22/",
        "https://cdn.example.test:6379/",
        "https://cdn.example.test:80/", "http://cdn.example.test:443/", "http://cdn.example.test/",
        "http://cdn.example.test:8080/", "https://user:secret@cdn.example.test/",
        "file:///etc/passwd", "ftp://cdn.example.test/", "gopher://127.0.0.1:6379/_INFO", "data:text/html,x",
        "javascript:alert(1)", "jar:https://127.0.0.1!/", "unix:///var/run/docker.sock",
        "dict://127.0.0.1:11211/", "ldap://127.0.0.1/", "ws://127.0.0.1/", "wss://127.0.0.1/", "https:///", "https://",
        "https:127.0.0.1", "https:/127.0.0.1/", "https://?", "https://[/", "::::", "",
        @"\\127.0.0.1\share", @"https:\\127.0.0.1\", "https://127.0.0.1:443/", "https://127.0.0.1:65536/",
        "https://127.0.0.1:0/", "https://127.0.0.1\t/", "https://127.0.0.1 /",
    ];
}
