namespace AuthDemo.Web.Shell;

/// <summary>The drawings of <see cref="Illustration"/>.</summary>
public enum Picture { Shield, Clock, Phone, PhoneLaunch, PhoneCode, PhoneCall, Search, Document, Gears, Check, Cross, Stop, Cloud, Broken, Question, Card, Contract }

/// <summary>The colour of an illustration, and whether it is animated.</summary>
public enum Tone { Calm, Busy, Good, Bad }
