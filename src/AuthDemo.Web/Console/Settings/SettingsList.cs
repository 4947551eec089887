using System.Collections;
using System.Globalization;
using System.Reflection;
using AuthDemo.Journal;
using AuthDemo.Journal.Writing;
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
/// What the service runs with: every property of every options type as it stands after binding and defaults, under its configuration
/// key. A value is shown only when its type and name are harmless; whatever is new and looks like a secret is masked until
/// somebody decides otherwise.
/// </summary>
internal sealed class SettingsList(IServiceProvider services, IConfiguration configuration)
{
    private const string Mask = "••••••";
    private const int LongestValue = 200;

    private static readonly string[] s_secrets =
        ["password", "passphrase", "pwd", "secret", "token", "credential", "apikey", "connectionstring", "personalnumber"];

    // What names do not tell: a key, or a password, in a text that holds more.
    private static readonly string[] s_secretWords = ["-----BEGIN ", "password=", "pwd=", "secret=", "token=", "key="];
    private static readonly string[] s_plain = ["Urls", "DataFolder"];

    /// <summary>The settings by section, in the order of the list.</summary>
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
            // By its keys: an enumeration through this interface gives one type of entry, through the other another.
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

    /// <summary>A name ends in <c>Key</c> when it is one: <c>PseudonymKey</c>, not <c>KeyPath</c>.</summary>
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
/// <param name="Name">The section's name; empty for keys at the top.</param>
/// <param name="Settings">Its settings.</param>
internal sealed record SettingsGroup(string Name, IReadOnlyList<Setting> Settings);

/// <summary>One setting.</summary>
/// <param name="Key">Its configuration key.</param>
/// <param name="Value">As text, masked where it is secret; a dash where it is not set.</param>
/// <param name="IsDefault">Nobody configured it.</param>
internal sealed record Setting(string Key, string Value, bool IsDefault);
