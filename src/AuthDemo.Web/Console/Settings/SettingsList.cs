using System.Collections;
using System.Globalization;
using System.Reflection;
using AuthDemo.Journal;
using AuthDemo.PythonHost.Configuration;
using AuthDemo.Sessions;
using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Claims;
using AuthDemo.Web.BankId;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Operations;
using AuthDemo.Web.Security;
using AuthDemo.Web.SignIn;
using AuthDemo.Web.Signing;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Console.Settings;

/// <summary>
/// The effective settings of the service: every property of every options type after binding and defaults, by configuration key. Values are
/// masked if their name or content looks like a secret, which covers settings added later.
/// </summary>
internal sealed class SettingsList(IServiceProvider services, IConfiguration configuration)
{
    private const string Mask = "••••••";
    private const int LongestValue = 200;

    private static readonly string[] s_secrets =
        ["password", "passphrase", "pwd", "secret", "token", "credential", "apikey", "connectionstring", "personalnumber"];

    // A key or a password inside a longer text.
    private static readonly string[] s_secretWords = ["-----BEGIN ", "password=", "pwd=", "secret=", "token=", "key="];
    private static readonly string[] s_plain = ["Urls", "DataFolder"];

    /// <summary>The settings by section.</summary>
    public IReadOnlyList<SettingsGroup> All() =>
    [
        new("", [.. s_plain.Select(key => new Setting(key, configuration[key] ?? "–", IsDefault: configuration[key] is null))]),
        Group(WebOptions.Section, services.GetRequiredService<IOptions<WebOptions>>().Value),
        Group(BankIdOptions.Section, services.GetRequiredService<IOptions<BankIdOptions>>().Value),
        Group(SimulatorConnectionOptions.Section, services.GetRequiredService<IOptions<SimulatorConnectionOptions>>().Value),
        Group(SessionsOptions.Section, services.GetRequiredService<IOptions<SessionsOptions>>().Value),
        Group(SignInOptions.Section, services.GetRequiredService<IOptions<SignInOptions>>().Value),
        Group(SigningOptions.Section, services.GetRequiredService<IOptions<SigningOptions>>().Value),
        Group(PaymentsOptions.Section, services.GetRequiredService<IOptions<PaymentsOptions>>().Value),
        Group(ClaimsOptions.Section, services.GetRequiredService<IOptions<ClaimsOptions>>().Value),
        Group(PythonHostOptions.Section, services.GetRequiredService<IOptions<PythonHostOptions>>().Value),
        Group(JournalOptions.Section, services.GetRequiredService<IOptions<JournalOptions>>().Value),
        Group(ConsoleOptions.Section, services.GetRequiredService<IOptionsMonitor<ConsoleOptions>>().CurrentValue),
        Group(OperationsOptions.Section, services.GetRequiredService<IOptionsMonitor<OperationsOptions>>().CurrentValue),
    ];

    private SettingsGroup Group(string section, object options) => new(section, [.. Read(section, options)]);

    private IEnumerable<Setting> Read(string path, object options)
    {
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var isBound = property.CanWrite || property.PropertyType.IsAssignableTo(typeof(IEnumerable)) || IsSection(property.PropertyType);
            if (!isBound || property.GetIndexParameters().Length > 0)
                continue;
            foreach (var setting in Read($"{path}:{property.Name}", property.Name, property.PropertyType, property.GetValue(options)))
                yield return setting;
        }
    }

    private IEnumerable<Setting> Read(string key, string name, Type type, object? value)
    {
        var isDefault = !configuration.GetSection(key).Exists();
        if (value is null)
            return [new(key, "–", isDefault)];
        if (IsSecret(name) && value is not (bool or Enum or TimeSpan))
            return [new(key, value is string { Length: 0 } ? "–" : Mask, isDefault)];
        if (value is IDictionary named)
        {
            // Enumerate the keys, because the two dictionary interfaces enumerate different entry types.
            var entries = named.Keys.Cast<string>().SelectMany(id => Read($"{key}:{id}", id, named[id]?.GetType() ?? typeof(string), named[id])).ToList();
            return entries.Count > 0 ? entries : [new(key, "–", isDefault)];
        }

        if (value is IEnumerable list and not string)
        {
            var items = list.Cast<object>().SelectMany((item, i) => Read($"{key}:{i}", name, item.GetType(), item)).ToList();
            return items.Count > 0 ? items : [new(key, "–", isDefault)];
        }

        return IsSection(Nullable.GetUnderlyingType(type) ?? type) ? Read(key, value) : [new(key, Shown(value), isDefault)];
    }

    /// <summary>The name of a key ends in <c>Key</c>: <c>PseudonymKey</c>, not <c>KeyPath</c>.</summary>
    private static bool IsSecret(string name) =>
        name.EndsWith("key", StringComparison.OrdinalIgnoreCase) || s_secrets.Any(secret => name.Contains(secret, StringComparison.OrdinalIgnoreCase));

    private static string Shown(object value) => value switch
    {
        Uri { UserInfo.Length: > 0 } => Mask,
        string text when Uri.TryCreate(text, UriKind.Absolute, out var url) && url.UserInfo.Length > 0 => Mask,
        string text when s_secretWords.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)) => Mask,
        string { Length: > LongestValue } text => $"{text[..LongestValue]}…",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() is { Length: > 0 } text ? text : "–",
    };

    private static bool IsSection(Type type) => type.IsClass && type != typeof(string) && type.Namespace?.StartsWith("AuthDemo", StringComparison.Ordinal) == true;
}

/// <summary>A section of the configuration.</summary>
/// <param name="Name">The section's name; empty for top-level keys.</param>
/// <param name="Settings">Its settings.</param>
internal sealed record SettingsGroup(string Name, IReadOnlyList<Setting> Settings);

/// <summary>One setting.</summary>
/// <param name="Key">Its configuration key.</param>
/// <param name="Value">The value as text; masked if it is secret, a dash if it is not set.</param>
/// <param name="IsDefault">The value is not configured.</param>
internal sealed record Setting(string Key, string Value, bool IsDefault);
