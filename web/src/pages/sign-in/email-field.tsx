import { TextField } from '../../ui/text-field.tsx';

export function EmailField(props: {
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}) {
  return (
    <TextField
      label="E-mail"
      name="email"
      type="email"
      autocomplete="username"
      value={props.value}
      onChange={props.onChange}
      error={props.error}
      required
      autofocus
    />
  );
}
